use serde_json::{Value, json};

use super::cast::Cast;
use super::schema::{self, Field, Type};
use super::table::{Row, review};

/// Where the root gives parts of objects that are no records themselves: the way there, `@` for what is asked of
/// the part, and its type.
const ROOTS: &[(&str, &str)] = &[
    ("{ viewer { @ } }", "Viewer"),
    ("{ networkSettings { @ } }", "NetworkSettings"),
    ("{ solicitationsReceived { nodes { @ } } }", "ReceivedSolicitation"),
    ("{ solicitationsReceived { nodes { session { @ } } } }", "SolicitedSession"),
    ("{ solicitationByToken(token: \"$solicitationtoken:sent$\") { @ } }", "ReceivedSolicitation"),
    ("{ collaborations(territory: \"$territory:commune$\") { links { nodes { @ } } } }", "Collaboration"),
    ("{ collaborations(territory: \"$territory:commune$\") { parties { @ } } }", "CollaborationParty"),
    ("{ accompanimentBoard { @ } }", "AccompanimentBoard"),
    ("{ accompanimentBoard { columns { @ } } }", "AccompanimentBoardColumn"),
    ("{ agreementsEnding { nodes { @ } } }", "AgreementDue"),
    ("{ colleagues { nodes { @ } } }", "Colleague"),
    ("{ fundingSchemeMatches(profile: {}) { nodes { @ } } }", "FundingSchemeMatch"),
    ("{ fundingSchemeMatches(profile: {}) { nodes { reasons { @ } } } }", "FundingSchemeReason"),
    ("{ needs(by: [DEPARTMENT]) { @ } }", "NeedsTable"),
    ("{ needs(by: [DEPARTMENT]) { cells { coordinates { @ } } } }", "NeedsRowLabel"),
    ("{ needs(by: [DEPARTMENT]) { total { figures { @ } } } }", "FigureCell"),
    ("{ needs(by: [DEPARTMENT]) { coverage { @ } } }", "NeedsCoverage"),
    ("{ needs(by: [DEPARTMENT]) { coverage { members { @ } } } }", "NeedsMemberCoverage"),
    ("{ needs(by: [DEPARTMENT]) { hiddenCells { @ } } }", "NeedsHiddenStats"),
    ("{ needs(by: [DEPARTMENT]) { leftOut { @ } } }", "NeedsLeftOutStats"),
    ("{ needs(by: [DEPARTMENT]) { notes { @ } } }", "NeedsNote"),
    ("{ needs(by: [DEPARTMENT]) { sample { @ } } }", "NeedsSampleStats"),
    ("{ territory(by: {code: {kind: COMMUNE, code: \"44109\"}}) { @ } }", "TerritoryLookupResult"),
];

#[tokio::test]
async fn every_field_of_every_object_gives_each_role_what_the_reviewed_table_says() {
    let cast = Cast::new().await;
    let types = schema::types(&cast.network).await;
    let find = |name: &str| types.iter().find(|kind| kind.name == name).unwrap();
    let mut rows: Vec<Row> = Vec::new();
    for kind in types.iter().filter(|kind| kind.is_node) {
        let objects = cast.objects_of(&kind.name);
        assert!(!objects.is_empty(), "the cast has no {}: give it one", kind.name);
        for (state, id) in objects {
            for field in kind.fields.iter().filter(|field| field.free) {
                rows.extend(ask_whole(&cast, (kind, field), (state, &id), find).await);
            }
        }
    }
    for (way, kind) in ROOTS {
        let named = cast.named((*way).to_owned());
        for field in find(kind).fields.iter().filter(|field| field.free) {
            rows.push((
                format!("{} {}", way.replace('@', "_"), field.name),
                ask(&cast, &named, field, "").await,
            ));
        }
    }
    review("fields.txt", &rows);
}

/// What each role is told of a field of an object, and of the fields of its parts.
async fn ask_whole<'a>(
    cast: &Cast,
    (kind, field): (&Type, &Field),
    (state, id): (&str, &str),
    find: impl Fn(&str) -> &'a Type,
) -> Vec<Row> {
    let way = format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{ @ }} }} }}", kind.name);
    let name = format!("{}.{}", kind.name, field.name);
    let mut rows = vec![(format!("{name} ({state})"), ask(cast, &way, field, id).await)];
    let Some((way, part)) = parts(&way, field, find) else { return rows };
    for inner in part.fields.iter().filter(|inner| inner.free) {
        rows.push((format!("{name}.{} ({state})", inner.name), ask(cast, &way, inner, id).await));
    }
    rows
}

/// Below a field that gives no record of its own, or a list of such, the way to its parts and their type.
fn parts<'a>(way: &str, field: &Field, find: impl Fn(&str) -> &'a Type) -> Option<(String, &'a Type)> {
    if !field.composite || field.of == "Node" {
        return None;
    }
    let kind = find(&field.of);
    let nodes = kind.fields.iter().find(|inner| inner.name == "nodes");
    let (inside, part) = match nodes {
        Some(nodes) => (format!("{} {{ nodes {{ @ }} }}", field.name), find(&nodes.of)),
        None => (format!("{} {{ @ }}", field.name), kind),
    };
    (!part.is_node).then(|| (way.replace('@', &inside), part))
}

/// An object nobody may see answers, to each role, exactly as one that is not there.
#[tokio::test]
async fn what_a_role_may_not_see_answers_as_what_does_not_exist() {
    let cast = Cast::new().await;
    for kind in schema::types(&cast.network).await.iter().filter(|kind| kind.is_node) {
        for (_, id) in cast.objects_of(&kind.name) {
            for user in cast.roles() {
                let document = "query($id: ID!) { node(id: $id) { __typename } nodes(ids: [$id]) { id } }";
                let seen = user.ask_with(document, json!({ "id": id })).await;
                let absent = user.ask_with(document, json!({ "id": cast.absent(&id) })).await;
                assert!(!seen.0["data"]["node"].is_null() || seen == absent, "{} {id}", kind.name);
            }
        }
    }
}

/// What each role is told when it asks a field at the end of a way.
async fn ask(cast: &Cast, way: &str, field: &Field, id: &str) -> Vec<String> {
    let selection = if field.composite { " { __typename }" } else { "" };
    let asked = format!("it: {}{selection}", field.name);
    let way = way.replace('@', &asked);
    let variables = if way.contains("$id") { json!({ "id": id }) } else { json!({}) };
    let roles = cast.roles();
    let asked = roles.iter().map(|user| user.ask_with(&way, variables.clone()));
    futures_util::future::join_all(asked).await.iter().map(|answer| outcome(&answer.0)).collect()
}

fn outcome(answer: &Value) -> String {
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    match reached(&answer["data"]) {
        None => "absent".to_owned(),
        Some(Value::Null) => "null".to_owned(),
        Some(Value::Array(items)) if items.is_empty() => "empty".to_owned(),
        Some(_) => "value".to_owned(),
    }
}

/// The value under `it`, by the first items of lists; nothing where the way ends before.
fn reached(value: &Value) -> Option<&Value> {
    match value {
        Value::Object(fields) => fields.get("it").or_else(|| fields.values().find_map(reached)),
        Value::Array(items) => items.first().and_then(reached),
        _ => None,
    }
}
