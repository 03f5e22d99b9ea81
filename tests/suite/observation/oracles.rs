//! Filters, counts, search and order tell others nothing that they may not read.

use serde_json::{Value, json};

use super::{authorise, count, record, structure, territory};
use crate::harness::{Network, User};

struct Scene {
    network: Network,
    structure: String,
    commune: String,
    department: String,
}

/// Two rows in Rézé shared with the network: one about nobody and without authorisation, one with.
async fn scene() -> Scene {
    let network = Network::new().await;
    let (structure, commune, department);
    {
        let coordinator = network.coordinator(network.member("Accueil 44").await).await;
        structure = super::structure(&coordinator, "Théâtre du Fleuve").await;
        let word = authorise(&coordinator, "NETWORK", Some(&structure)).await;
        record(&coordinator, json!({ "visibility": "NETWORK" })).await;
        record(
            &coordinator,
            json!({ "visibility": "NETWORK", "structure": structure, "authorisation": word }),
        )
        .await;
        record(&coordinator, json!({ "structure": structure })).await;
        commune = territory(&network, "COMMUNE", "44143").await;
        department = territory(&network, "DEPARTMENT", "44").await;
    }
    Scene { network, structure, commune, department }
}

async fn finds(user: &User<'_>, filter: Value, expected: i64) {
    assert_eq!(count(user, filter.clone()).await, expected, "{filter}");
}

#[tokio::test]
async fn an_analyst_finds_by_shared_territory_only() {
    let Scene { network, commune, department, .. } = scene().await;
    let analyst = network.analyst().await;
    finds(&analyst, json!({ "territory": { "within": commune } }), 1).await;
    finds(&analyst, json!({ "territory": { "in": [commune] } }), 1).await;
    finds(&analyst, json!({ "territory": { "within": department } }), 2).await;
    finds(&analyst, json!({ "territory": { "in": [department] } }), 1).await;
    finds(&analyst, json!({ "not": { "territory": { "within": commune } } }), 1).await;
}

#[tokio::test]
async fn an_analyst_finds_by_words_and_structure_only_what_it_reads() {
    let Scene { network, structure, .. } = scene().await;
    let analyst = network.analyst().await;
    finds(&analyst, json!({ "search": "TRÉSORERIE tient" }), 1).await;
    finds(&analyst, json!({ "search": "festival" }), 0).await;
    finds(&analyst, json!({ "not": { "search": "tresorerie" } }), 1).await;
    finds(&analyst, json!({ "structure": [structure] }), 1).await;
    finds(&analyst, json!({ "not": { "structure": [structure] } }), 1).await;
    finds(&analyst, json!({ "or": [{ "structure": [structure] }, { "visibility": ["PRIVATE"] }] }), 1).await;
    finds(&network.anonymous(), json!({ "or": [{ "mine": true }, { "mine": false }] }), 0).await;
}

#[tokio::test]
async fn a_member_finds_its_own_by_all_that_it_wrote() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    record(&coordinator, json!({ "structure": theatre })).await;
    record(&coordinator, json!({ "visibility": "NETWORK", "statement": "Un lieu manque." })).await;
    let commune = territory(&network, "COMMUNE", "44143").await;
    let advisor = network.advisor(member).await;
    finds(&advisor, json!({ "territory": { "within": commune } }), 2).await;
    finds(&advisor, json!({ "search": "lieu" }), 1).await;
    finds(&advisor, json!({ "structure": [theatre] }), 1).await;
    finds(&advisor, json!({ "mine": true, "visibility": ["PRIVATE"] }), 1).await;
    let other = network.advisor(network.member("Accueil 01").await).await;
    finds(&other, json!({ "mine": true }), 0).await;
    finds(&other, json!({ "search": "lieu" }), 0).await;
}

#[tokio::test]
async fn a_key_without_the_scope_to_read_meets_public_rows_only() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    record(&coordinator, json!({})).await;
    record(&coordinator, json!({ "visibility": "PUBLIC" })).await;
    let writer = coordinator.with_scopes(&[maillage::access::Scope::ObservationsWrite]);
    finds(&writer, json!({}), 1).await;
    finds(&writer, json!({ "search": "tresorerie" }), 0).await;
    let sources = writer.ask("{ observationSources { totalCount } }").await;
    assert_eq!(sources.at("/observationSources/totalCount"), 0);
}
