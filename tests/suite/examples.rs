//! The tabs that GraphiQL opens with are documents that a reader runs as they stand: each of their operations
//! answers without an error.

use async_graphql::parser::parse_query;
use serde_json::json;

use crate::harness::Network;

/// Where the examples live; `graphiql/mod.rs` lists them.
fn examples() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/src/http/graphiql/examples");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

fn operations(document: &str) -> Vec<String> {
    let parsed = parse_query(document).unwrap();
    parsed.operations.iter().filter_map(|(name, _)| name.map(ToString::to_string)).collect()
}

#[tokio::test]
async fn every_example_of_graphiql_answers_without_an_error() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA 44").await).await;
    let mut asked = 0;
    for document in examples() {
        for operation in operations(&document) {
            let answer = coordinator.ask_named(&document, Some(&operation), json!({})).await;
            assert!(answer.0.get("errors").is_none(), "{operation}: {}", answer.0);
            assert!(!answer.0.to_string().contains(r#""userErrors":[{"#), "{operation}: {}", answer.0);
            asked += 1;
        }
    }
    assert!(asked >= 8, "only {asked} operations found");
}
