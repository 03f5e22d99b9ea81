use maillage::reference::load_cog;

use crate::harness::{Network, cog};

/// A year in which Rezé (44143) was merged into Nantes.
async fn next_year(network: &Network) {
    let mut cog = cog();
    cog.year = 2027;
    cog.territories.retain(|territory| territory.code != "44143");
    let alias = cog.aliases[0].clone();
    cog.aliases.push(maillage::reference::source::AliasSource {
        code: "44143".to_owned(),
        name: Some("Rezé".to_owned()),
        current: "44109".to_owned(),
        ..alias
    });
    assert!(load_cog(&network.db, &cog).await.unwrap());
}

#[tokio::test]
async fn a_newer_vintage_is_loaded_beside_and_answers_first() {
    let network = Network::new().await;
    let before = "{ territories(filter: {kinds: [COMMUNE]}, first: 0) { totalCount } }";
    let count = network.anonymous().ask(before).await.at("/territories/totalCount").as_i64().unwrap();
    next_year(&network).await;
    let anyone = network.anonymous();
    let answer = anyone
        .ask(
            r#"{ territories(filter: {search: "nantes", kinds: [COMMUNE]}) { nodes { vintage } }
            today: territories(filter: {kinds: [COMMUNE]}, first: 0) { totalCount }
            before: territories(filter: {kinds: [COMMUNE], vintage: 2026}, first: 0) { totalCount } }"#,
        )
        .await;
    assert_eq!(answer.each("/territories/nodes", "/vintage"), ["2027"]);
    assert_eq!(answer.at("/today/totalCount"), count - 1);
    assert_eq!(answer.at("/before/totalCount"), count);
}

#[tokio::test]
async fn a_commune_merged_since_is_read_in_its_year_and_led_on_in_the_latest() {
    let network = Network::new().await;
    next_year(&network).await;
    let answer = network
        .anonymous()
        .ask(
            r#"{ then: territory(by: {code: {kind: COMMUNE, code: "44143", vintage: 2026}}) {
                territory { name } alias { name } }
            now: territory(by: {code: {kind: COMMUNE, code: "44143"}}) {
                territory { name vintage } alias { name vintage } } }"#,
        )
        .await;
    assert_eq!(answer.text("/then/territory/name"), "Rezé");
    assert!(answer.at("/then/alias").is_null());
    assert_eq!(answer.text("/now/territory/name"), "Nantes");
    assert_eq!(answer.text("/now/alias/name"), "Rezé");
    assert_eq!(answer.at("/now/territory/vintage"), 2027);
}

#[tokio::test]
async fn a_territory_holds_those_of_its_own_vintage() {
    let network = Network::new().await;
    let count = r#"{ territory(by: {code: {kind: DEPARTMENT, code: "44", vintage: 2026}}) {
        territory { descendants(kinds: [COMMUNE], first: 0) { totalCount } } } }"#;
    let before = network.anonymous().ask(count).await;
    next_year(&network).await;
    assert_eq!(network.anonymous().ask(count).await, before);
}
