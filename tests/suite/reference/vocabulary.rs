use serde_json::json;

use crate::harness::Network;

#[tokio::test]
async fn anyone_reads_a_term_with_its_neighbours_in_both_languages() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(
            r#"{ terms(filter: {scheme: "sector", search: "theatre"}) { totalCount nodes { code scheme label
            english: label(lang: EN) broader { code } narrower { code } vocabulary { title source } notes
            validFrom replacedBy { code } } } }"#,
        )
        .await;
    assert_eq!(answer.at("/terms/totalCount"), 1);
    assert_eq!(answer.text("/terms/nodes/0/label"), "Théâtre");
    assert_eq!(answer.text("/terms/nodes/0/english"), "Theatre");
    assert_eq!(answer.text("/terms/nodes/0/broader/code"), "PERFORMING_ARTS");
    assert!(answer.at("/terms/nodes/0/replacedBy").is_null());
}

#[tokio::test]
async fn a_reader_of_english_gets_english_labels() {
    let network = Network::new().await;
    let document = r#"{ vocabulary(scheme: "ess-status") { title } terms(filter: {scheme: "ess-status"}) { nodes { label } } }"#;
    let answer = network.anonymous().in_english().ask(document).await;
    assert!(answer.each("/terms/nodes", "/label").contains(&"Third place".to_owned()));
}

#[tokio::test]
async fn a_match_is_read_from_both_ends() {
    let network = Network::new().await;
    let matches = |scheme: &str, search: &str| {
        format!(
            "{{ terms(filter: {{scheme: \"{scheme}\", search: \"{search}\"}}) {{ nodes {{ code matches {{ kind term {{ scheme code }} }} }} }} }}"
        )
    };
    let anyone = network.anonymous();
    let one = anyone.ask(&matches("legal-form", "entrepreneur individuel")).await;
    let found = json!([
        { "kind": "BROAD", "term": { "scheme": "beneficiary", "code": "entreprises-privees" } },
        { "kind": "BROAD", "term": { "scheme": "organisation-kind", "code": "independant" } },
    ]);
    assert_eq!(one.at("/terms/nodes/0/matches"), &found);
    let other = anyone.ask(&matches("organisation-kind", "independant")).await;
    let found = json!({ "kind": "NARROW", "term": { "scheme": "legal-form", "code": "1000" } });
    assert_eq!(other.at("/terms/nodes/0/matches/0"), &found);
}

#[tokio::test]
async fn what_a_term_contains_is_listed_and_paged() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let top = anyone.ask(r#"{ terms(filter: {scheme: "sector", search: "spectacle vivant"}) { nodes { id code narrower { code } } } }"#).await;
    let codes = top.each("/terms/nodes", "/code");
    let place = codes.iter().position(|code| code == "PERFORMING_ARTS").unwrap();
    let narrower = top.each(&format!("/terms/nodes/{place}/narrower"), "/code");
    let id = top.text(&format!("/terms/nodes/{place}/id"));
    let page = anyone
        .ask(&format!("{{ terms(filter: {{broader: \"{id}\"}}, first: 100) {{ nodes {{ code }} }} }}"))
        .await;
    assert_eq!(page.each("/terms/nodes", "/code"), narrower);
    assert!(narrower.contains(&"cirque".to_owned()));
}

#[tokio::test]
async fn terms_with_their_neighbours_cost_the_same_statements_whatever_the_page() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let document = |size: u32| {
        format!(
            "{{ terms(first: {size}) {{ nodes {{ broader {{ code }} narrower {{ code }} matches {{ kind }} vocabulary {{ version }} }} }} }}"
        )
    };
    let (_, few) = network.statements(anyone.ask(&document(60))).await;
    let (_, many) = network.statements(anyone.ask(&document(100))).await;
    assert_eq!((few, many), (5, 5));
}

#[tokio::test]
async fn vocabularies_are_paged_and_fetched_again_by_id() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let list = anyone.ask("{ vocabularies(first: 100) { totalCount nodes { id scheme } } }").await;
    let schemes = list.each("/vocabularies/nodes", "/scheme");
    assert_eq!(list.at("/vocabularies/totalCount"), schemes.len());
    assert!(schemes.is_sorted());
    let id = list.text("/vocabularies/nodes/0/id");
    let again = anyone.ask(&format!("{{ node(id: \"{id}\") {{ ... on Vocabulary {{ scheme }} }} }}")).await;
    assert_eq!(again.text("/node/scheme"), schemes[0]);
    assert!(anyone.ask(r#"{ vocabulary(scheme: "none") { id } }"#).await.at("/vocabulary").is_null());
}
