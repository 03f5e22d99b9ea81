use maillage::reference::load_vocabularies;
use maillage::reference::source::embedded_schemes;

use crate::harness::Network;

#[tokio::test]
async fn anyone_reads_a_vocabulary_with_its_source_and_version() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(r#"{ vocabulary(scheme: "need-theme") { version title source extensible validFrom } }"#)
        .await;
    assert_eq!(answer.text("/vocabulary/version"), "besoins-1");
    assert_eq!(answer.text("/vocabulary/title"), "Thèmes de besoin");
    assert!(answer.text("/vocabulary/source").contains("no authority publishes"));
    assert_eq!(answer.at("/vocabulary/extensible"), true);
}

#[tokio::test]
async fn terms_come_in_the_order_of_their_list_not_of_the_alphabet() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(
            r#"{ staff: terms(filter: {scheme: "staff-bracket"}) { nodes { code } }
            stages: terms(filter: {scheme: "career-stage"}) { nodes { code } } }"#,
        )
        .await;
    assert_eq!(answer.each("/staff/nodes", "/code"), ["0", "1-2", "3-5", "6-9", "10-19", "20-plus"]);
    let stages = answer.each("/stages/nodes", "/code");
    assert_eq!(stages, ["emergence", "structuration", "developpement", "consolidation", "transmission"]);
}

#[tokio::test]
async fn anyone_finds_a_term_by_words_in_both_languages() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(r#"{ fr: terms(filter: {scheme: "sector", search: "theatre"}) { nodes { label } }
            en: terms(filter: {scheme: "sector", search: "street a"}) { nodes { label label2: label(lang: EN) } }
            none: terms(filter: {search: "%"}) { totalCount } }"#)
        .await;
    assert_eq!(answer.each("/fr/nodes", "/label"), ["Théâtre"]);
    assert_eq!(answer.each("/en/nodes", "/label2"), ["Street arts and arts in public space"]);
    assert_eq!(answer.at("/none/totalCount"), 0);
}

/// A second version of the needs, in force from 1 March 2028: the day after the tests begin.
async fn next_version(network: &Network) {
    let mut schemes = embedded_schemes().unwrap();
    let needs = schemes.iter_mut().find(|scheme| scheme.code == "need-theme").unwrap();
    needs.version = "besoins-10".to_owned();
    needs.valid_from = Some("2028-03-01".parse().unwrap());
    needs.terms.retain(|term| term.code != "crise");
    let fresh = load_vocabularies(&network.db, &schemes).await.unwrap();
    assert_eq!(fresh.len(), 1);
}

const NEEDS: &str = r#"{ vocabulary(scheme: "need-theme") { version }
    terms(filter: {scheme: "need-theme"}, first: 0) { totalCount }
    old: terms(filter: {scheme: "need-theme", version: "besoins-1", search: "crise"}) { nodes {
        id vocabulary { version } } } }"#;

#[tokio::test]
async fn a_newer_version_answers_from_its_first_day_and_the_old_terms_stay() {
    let network = Network::new().await;
    next_version(&network).await;
    let before = network.anonymous().ask(NEEDS).await;
    assert_eq!(before.text("/vocabulary/version"), "besoins-1");
    assert_eq!(before.at("/terms/totalCount"), 69);
    network.wait(chrono::TimeDelta::days(1));
    let after = network.anonymous().ask(NEEDS).await;
    assert_eq!(after.text("/vocabulary/version"), "besoins-10");
    assert_eq!(after.at("/terms/totalCount"), 68);
    let id = after.text("/old/nodes/0/id");
    let node = format!(r#"{{ node(id: "{id}") {{ ... on Term {{ code vocabulary {{ version }} }} }} }}"#);
    let answer = network.anonymous().ask(&node).await;
    assert_eq!(answer.text("/node/code"), "crise");
    assert_eq!(answer.text("/node/vocabulary/version"), "besoins-1");
}

#[tokio::test]
async fn a_newer_version_is_matched_by_the_lists_that_were_there() {
    let network = Network::new().await;
    next_version(&network).await;
    let document = r#"{ terms(filter: {scheme: "career-stage", search: "transmission"}) { nodes {
        matches { term { code vocabulary { version } } } } } }"#;
    let answer = network.anonymous().ask(document).await;
    let versions = answer.each("/terms/nodes/0/matches", "/term/vocabulary/version");
    assert_eq!(versions, ["besoins-1", "besoins-10"]);
}
