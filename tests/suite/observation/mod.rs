//! What the tests of this folder do again and again.

mod authorisation;
mod coverage;
mod lifecycle;
mod lists;
mod oracles;
mod properties;
mod recording;
mod sharing;
mod upsert;
mod verbatims;

use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};

const FIELDS: &str = "id version statement visibility authorised status statusReason intensity observedOn sensitive \
    territory { name } structure { name } mainTheme { code } otherThemes { code } mainSector { code } \
    otherSectors { code } publics { code } method { code } source { title } authorisation { id } \
    verbatims { text speaker }";

/// The id of a territory.
pub async fn territory(network: &Network, kind: &str, code: &str) -> String {
    let document = format!(
        r#"{{ territories(filter: {{search: "{code}", kinds: [{kind}]}}) {{ nodes {{ id code }} }} }}"#
    );
    network.anonymous().ask(&document).await.text("/territories/nodes/0/id").to_owned()
}

/// A need in Rezé, with these fields put over it.
#[expect(clippy::needless_pass_by_value, reason = "tests write the fields in place")]
pub fn need(over: Value) -> Value {
    let mut input = json!({
        "statement": "La trésorerie ne tient pas jusqu'à l'été.",
        "method": "entretien",
        "formulation": "expressed",
        "mainTheme": "tresorerie",
        "mainSector": "theatre",
        "territory": { "code": { "kind": "COMMUNE", "code": "44143" } },
        "observedOn": "2028-01-15",
        "intensity": 4,
    });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    input
}

/// Runs a mutation; its answer, the object under `thing`.
pub async fn run(user: &User<'_>, mutation: &str, thing: &str, input: Value) -> Answer {
    let (first, rest) = mutation.split_at_checked(1).unwrap();
    let name = format!("{}{rest}", first.to_uppercase());
    let document = format!(
        "mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ {thing} userErrors {{ code field message \
         values {{ name value }} }} userWarnings {{ code field }} }} }}"
    );
    user.ask_with(&document, json!({ "input": input })).await
}

/// Runs a mutation of an observation.
pub async fn act(user: &User<'_>, mutation: &str, input: Value) -> Answer {
    run(user, mutation, &format!("observation {{ {FIELDS} }}"), input).await
}

/// Records a need and gives its id.
pub async fn record(user: &User<'_>, over: Value) -> String {
    let answer = act(user, "createObservation", need(over)).await;
    assert_eq!(answer.mistakes("createObservation"), NONE, "{answer:?}");
    answer.text("/createObservation/observation/id").to_owned()
}

/// An authorisation of this level, for a structure if one is given, and its id.
pub async fn authorise(user: &User<'_>, level: &str, structure: Option<&str>) -> String {
    let input = json!({
        "basis": "ORGANISATION_AGREEMENT", "structure": structure, "grantedBy": "La présidente",
        "grantedOn": "2028-01-10", "level": level,
    });
    let answer = run(user, "recordAuthorisation", "authorisation { id }", input).await;
    answer.text("/recordAuthorisation/authorisation/id").to_owned()
}

/// Shares an observation as it was read last.
pub async fn share(user: &User<'_>, id: &str, visibility: &str, authorisation: Option<&str>) -> Answer {
    let version = see(user, id).await.at("/observation/version").clone();
    let mut input = json!({ "id": id, "expectedVersion": version, "visibility": visibility });
    if let Some(authorisation) = authorisation {
        input["authorisation"] = authorisation.into();
    }
    act(user, "shareObservation", input).await
}

/// A structure of the directory, and its id.
pub async fn structure(user: &User<'_>, name: &str) -> String {
    let answer = run(user, "createStructure", "structure { id }", json!({ "name": name })).await;
    answer.text("/createStructure/structure/id").to_owned()
}

/// An observation as somebody sees it.
pub async fn see(user: &User<'_>, id: &str) -> Answer {
    user.ask(&format!(r#"{{ observation(id: "{id}") {{ {FIELDS} }} }}"#)).await
}

/// How many observations somebody finds with a filter.
pub async fn count(user: &User<'_>, filter: Value) -> i64 {
    let document =
        "query($filter: ObservationFilter) { observations(filter: $filter) { totalCount nodes { id } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let total = answer.at("/observations/totalCount").as_i64().unwrap();
    assert_eq!(i64::try_from(answer.each("/observations/nodes", "/id").len()).unwrap(), total.min(20));
    total
}

/// No mistakes.
pub const NONE: [&str; 0] = [];
