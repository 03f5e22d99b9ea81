use serde_json::json;

use super::{added, commune, create, update};
use crate::harness::Network;

const CARD: &str = "name restricted otherNames web creationYear description kinds { code } zones { code }
    territory { code } identifiers { value } externalReferences { externalId } history { totalCount }";

fn sole_trader() -> serde_json::Value {
    json!({
        "name": "Camille Durand", "otherNames": ["Camille D."], "legalForm": "1000", "kinds": ["consultant"],
        "web": ["camille.example.org"], "creationYear": 2015, "description": "Seule", "territory": commune("44143"),
        "zones": [commune("44143")], "identifiers": [{ "scheme": "siret", "value": "73282932000074" }],
        "externalReferences": [{ "system": "drac", "externalId": "7" }],
    })
}

#[tokio::test]
async fn another_member_meets_the_mask_of_a_sole_trader() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    let id = added(&owner, sole_trader()).await;
    let other = network.coordinator(network.member("DLA 01").await).await;
    let document = format!("{{ structure(by: {{id: \"{id}\"}}) {{ {CARD} }} }}");
    let masked = json!({
        "name": "Nom masqué", "restricted": true, "otherNames": [], "web": [], "creationYear": null,
        "description": null, "kinds": [{ "code": "consultant" }], "zones": [], "territory": { "code": "44" },
        "identifiers": [], "externalReferences": [], "history": { "totalCount": 0 },
    });
    assert_eq!(other.ask(&document).await.at("/structure"), &masked);
    assert_eq!(network.administrator().await.ask(&document).await.at("/structure"), &masked);
    assert_eq!(network.anonymous().ask(&document).await.at("/structure"), &masked);
    let own = owner.ask(&document).await;
    assert_eq!(own.text("/structure/name"), "Camille Durand");
    assert_eq!(own.text("/structure/territory/code"), "44143");
}

#[tokio::test]
async fn others_find_a_masked_structure_by_nothing_that_the_mask_hides() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    added(&owner, sole_trader()).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    let answer = other
        .ask(r#"{ d: territories(filter: {search: "44", kinds: [DEPARTMENT]}) { nodes { id } } c: territories(filter: {search: "44143"}) { nodes { id } } }"#)
        .await;
    let (department, reze) = (answer.text("/d/nodes/0/id"), answer.text("/c/nodes/0/id"));
    let hidden = [
        r#"search: "camille""#.to_owned(),
        r#"identifier: {value: "73282932000074"}"#.to_owned(),
        r#"externalReference: {system: "drac", externalId: "7"}"#.to_owned(),
        r#"externalSystem: "drac""#.to_owned(),
        "creationYear: {from: 2000}".to_owned(),
        format!("territory: {{within: \"{reze}\"}}"),
        format!("zoneCovers: \"{reze}\""),
    ];
    for filter in hidden {
        let document = format!("{{ structures(filter: {{{filter}}}) {{ totalCount }} }}");
        assert_eq!(other.ask(&document).await.at("/structures/totalCount"), 0, "{filter}");
        assert_eq!(owner.ask(&document).await.at("/structures/totalCount"), 1, "{filter}");
        let contrary = format!("{{ structures(filter: {{not: {{{filter}}}}}) {{ totalCount }} }}");
        assert_eq!(other.ask(&contrary).await.at("/structures/totalCount"), 1, "not {filter}");
        assert_eq!(owner.ask(&contrary).await.at("/structures/totalCount"), 0, "not {filter}");
    }
    for filter in
        [format!("territory: {{within: \"{department}\"}}"), r#"kind: {in: ["consultant"]}"#.to_owned()]
    {
        let document = format!(
            "{{ structures(filter: {{{filter}}}) {{ totalCount nodes {{ territory {{ code }} }} }} }}"
        );
        let seen = other.ask(&document).await;
        assert_eq!(seen.text("/structures/nodes/0/territory/code"), "44", "{filter}");
    }
    let by = r#"{ structure(by: {identifier: {scheme: "siret", value: "73282932000074"}}) { id } }"#;
    assert!(other.ask(by).await.at("/structure").is_null());
}

#[tokio::test]
async fn a_masked_name_tells_nothing_by_its_place_or_its_cursor() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    added(&owner, sole_trader()).await;
    added(&owner, json!({ "name": "Zéro" })).await;
    added(&owner, json!({ "name": "Aaron", "restricted": true })).await;
    let list = network.anonymous().ask("{ structures { edges { cursor node { name } } } }").await;
    assert_eq!(list.each("/structures/edges", "/node/name"), ["Zéro", "Nom masqué", "Nom masqué"]);
}

#[tokio::test]
async fn a_key_of_a_masked_structure_is_taken_without_saying_by_whom() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    added(&owner, sole_trader()).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    let key = json!([{ "system": "drac", "externalId": "7" }]);
    let input = json!({ "name": "Autre", "externalReferences": key });
    let ask = "mutation($input: CreateStructureInput!) { createStructure(input: $input) {
        userErrors { code values { name } } } }";
    let told = other.ask_with(ask, json!({ "input": input })).await;
    assert_eq!(told.each("/createStructure/userErrors/0/values", "/name"), ["value"]);
    let told = owner.ask_with(ask, json!({ "input": input })).await;
    assert_eq!(told.each("/createStructure/userErrors/0/values", "/name"), ["value", "id"]);
}

#[tokio::test]
async fn a_siret_that_a_masked_structure_carries_is_not_given_away() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    added(&owner, sole_trader()).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    let claim = json!([{ "scheme": "siret", "value": "73282932000074" }]);
    let answer = create(&other, json!({ "name": "Autre", "identifiers": claim })).await;
    assert_eq!(answer.warnings("createStructure"), [""; 0]);
}

#[tokio::test]
async fn a_contributor_says_when_sirene_diffuses_a_sole_trader_in_full() {
    let network = Network::new().await;
    let owner = network.advisor(network.member("DLA 44").await).await;
    let id = added(&owner, sole_trader()).await;
    update(&owner, json!({ "id": id, "expectedVersion": 1, "restricted": false })).await;
    update(&owner, json!({ "id": id, "expectedVersion": 2, "web": [] })).await;
    let seen = network.anonymous().ask(&format!("{{ structure(by: {{id: \"{id}\"}}) {{ name }} }}")).await;
    assert_eq!(seen.text("/structure/name"), "Camille Durand");
}
