use serde_json::{Value, json};

use super::cast::Cast;
use super::schema::{self, Field, Type};
use super::table::{Row, review};

/// Types that are only ever reached inside others, whose fields are as visible as themselves: they hold no
/// record of their own.
const PARTS: &[&str] = &["Query", "Mutation"];

#[tokio::test]
async fn every_field_of_every_object_gives_each_role_what_the_reviewed_table_says() {
    let cast = Cast::new().await;
    let types = schema::types(&cast.network).await;
    let mut rows: Vec<Row> = Vec::new();
    for kind in types.iter().filter(|kind| kind.is_node) {
        let objects = cast.objects_of(&kind.name);
        assert!(!objects.is_empty(), "the cast has no {}: give it one", kind.name);
        for (state, id) in objects {
            rows.extend(ask_all(&cast, kind, state, &id).await);
        }
    }
    let known = |kind: &&Type| !kind.is_node && !PARTS.contains(&kind.name.as_str());
    for kind in types.iter().filter(known) {
        let names: Vec<&str> = kind.fields.iter().map(|field| field.name.as_str()).collect();
        rows.push((format!("part {}", kind.name), vec![names.join(" ")]));
    }
    review("fields.txt", &rows);
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

async fn ask_all(cast: &Cast, kind: &Type, state: &str, id: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for field in kind.fields.iter().filter(|field| field.free) {
        let mut outcomes = Vec::new();
        for user in cast.roles() {
            let answer = user.ask_with(&document(kind, field), json!({ "id": id })).await;
            outcomes.push(outcome(&answer.0));
        }
        rows.push((format!("{}.{} ({state})", kind.name, field.name), outcomes));
    }
    rows
}

fn document(kind: &Type, field: &Field) -> String {
    let selection = if field.composite { " { __typename }" } else { "" };
    format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on {} {{ it: {}{selection} }} }} }}",
        kind.name, field.name
    )
}

fn outcome(answer: &Value) -> String {
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    match &answer["data"]["node"] {
        Value::Null => "absent".to_owned(),
        node => match &node["it"] {
            Value::Null => "null".to_owned(),
            Value::Array(items) if items.is_empty() => "empty".to_owned(),
            _ => "value".to_owned(),
        },
    }
}
