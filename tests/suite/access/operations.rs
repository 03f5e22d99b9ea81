use serde_json::Value;

use super::cast::Cast;
use super::scenarios::{SCENARIOS, Scenario};
use super::scenarios_accompaniment::ACCOMPANIMENTS;
use super::scenarios_contracting::CONTRACTING;
use super::scenarios_coordination::COORDINATION;
use super::scenarios_directory::DIRECTORY;
use super::scenarios_participants::PARTICIPANTS;
use super::scenarios_partnership::PARTNERSHIP;
use super::scenarios_programme::PROGRAMMES;
use super::scenarios_schemes::SCHEMES;
use super::schema;
use super::table::{ROLES, Row, review};

#[tokio::test]
async fn every_operation_gives_each_role_what_the_reviewed_table_says() {
    let network = crate::harness::Network::new().await;
    for root in schema::types(&network)
        .await
        .iter()
        .filter(|kind| ["Query", "Mutation"].contains(&kind.name.as_str()))
    {
        for field in &root.fields {
            let told = all().any(|scenario| scenario.operation == field.name);
            assert!(told, "no scenario for {}.{}: add one to scenarios.rs", root.name, field.name);
        }
    }
    let mut cast = Cast::new().await;
    let mut rows: Vec<Row> = Vec::new();
    for scenario in all() {
        let mut outcomes = Vec::new();
        for role in 0..ROLES.len() {
            let told = outcome(&cast, scenario, role).await;
            if told == "done" {
                // What was written would change what the next role meets.
                cast = Cast::new().await;
            }
            outcomes.push(told);
        }
        rows.push((format!("{} ({})", scenario.operation, scenario.about), outcomes));
    }
    review("operations.txt", &rows);
}

/// The scenarios of all areas.
fn all() -> impl Iterator<Item = &'static Scenario> {
    let core = SCENARIOS.iter().chain(DIRECTORY).chain(ACCOMPANIMENTS).chain(SCHEMES);
    core.chain(COORDINATION).chain(PARTICIPANTS).chain(PROGRAMMES).chain(CONTRACTING).chain(PARTNERSHIP)
}

async fn outcome(cast: &Cast, scenario: &Scenario, role: usize) -> String {
    let roles = cast.roles();
    let answer = roles[role].ask_with(scenario.document, cast.variables(scenario.variables)).await.0;
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    let value = &answer["data"]["it"];
    match value["userErrors"].as_array() {
        Some(mistakes) if !mistakes.is_empty() => mistakes[0]["code"].as_str().unwrap().to_owned(),
        Some(_) => "done".to_owned(),
        None => count(value),
    }
}

fn count(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(items) => format!("{} items", items.len()),
        Value::Object(object) if object.contains_key("totalCount") => {
            format!("{} items", object["totalCount"])
        }
        _ => "value".to_owned(),
    }
}
