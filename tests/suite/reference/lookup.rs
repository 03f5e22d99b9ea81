use crate::harness::{Answer, Network, User};

async fn commune(user: &User<'_>, code: &str) -> Answer {
    user.ask(&format!(
        r#"{{ territory(by: {{code: {{kind: COMMUNE, code: "{code}"}}}}) {{
            territory {{ id code name vintage }}
            alias {{ kind code name reason territory {{ name }} }}
            userWarnings {{ code message field }} }} }}"#
    ))
    .await
}

#[tokio::test]
async fn anyone_reads_a_territory_by_its_key_and_by_its_id() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let answer = commune(&anyone, "44109").await;
    assert_eq!(answer.text("/territory/territory/name"), "Nantes");
    assert!(answer.at("/territory/alias").is_null());
    assert_eq!(answer.each("/territory/userWarnings", "/code"), [""; 0]);
    let id = answer.text("/territory/territory/id");
    let by_id =
        anyone.ask(&format!(r#"{{ territory(by: {{id: "{id}"}}) {{ territory {{ code }} }} }}"#)).await;
    assert_eq!(by_id.text("/territory/territory/code"), "44109");
}

#[tokio::test]
async fn an_old_code_leads_to_the_commune_of_today_and_says_what_it_was() {
    let network = Network::new().await;
    let answer = commune(&network.anonymous(), "44004").await;
    assert_eq!(answer.text("/territory/territory/code"), "44163");
    assert_eq!(answer.text("/territory/alias/name"), "Anetz");
    assert_eq!(answer.text("/territory/alias/reason"), "DELEGATED");
    assert_eq!(answer.text("/territory/alias/territory/name"), "Vair-sur-Loire");
    assert_eq!(answer.text("/territory/userWarnings/0/code"), "TERRITORY_REDIRECTED");
    let message = answer.text("/territory/userWarnings/0/message");
    assert_eq!(message, "L'ancien code « 44004 » a été remplacé par 44163.");
}

#[tokio::test]
async fn an_english_reader_is_warned_in_english() {
    let network = Network::new().await;
    let answer = commune(&network.anonymous().in_english(), "44004").await;
    let message = answer.text("/territory/userWarnings/0/message");
    assert_eq!(message, "The former code “44004” was replaced by 44163.");
}

#[tokio::test]
async fn a_code_out_of_use_whose_name_is_not_published_has_none() {
    let network = Network::new().await;
    let answer = commune(&network.anonymous(), "01018").await;
    assert_eq!(answer.text("/territory/territory/code"), "01033");
    assert_eq!(answer.text("/territory/alias/reason"), "FORMER");
    assert!(answer.at("/territory/alias/name").is_null());
}

#[tokio::test]
async fn a_code_both_present_and_old_means_the_present_one() {
    let network = Network::new().await;
    let answer = commune(&network.anonymous(), "44213").await;
    assert_eq!(answer.text("/territory/territory/name"), "Loireauxence");
    assert!(answer.at("/territory/alias").is_null());
}

#[tokio::test]
async fn anyone_who_names_nothing_gets_null() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    assert!(commune(&anyone, "99999").await.at("/territory").is_null());
    for by in [
        r#"{code: {kind: REGION, code: "44109"}}"#,
        r#"{code: {kind: COMMUNE, code: "44109", vintage: 1999}}"#,
        r#"{code: {kind: COMMUNE, code: "44004", vintage: 1999}}"#,
        r#"{id: "territory_00000000000000000000000000"}"#,
        r#"{id: "term_00000000000000000000000000"}"#,
        r#"{id: "Nantes"}"#,
    ] {
        let answer = anyone.ask(&format!("{{ territory(by: {by}) {{ territory {{ name }} }} }}")).await;
        assert!(answer.at("/territory").is_null(), "{by}");
    }
}

#[tokio::test]
async fn a_lookup_names_one_thing_only() {
    let network = Network::new().await;
    let both = r#"{ territory(by: {id: "x", code: {kind: COMMUNE, code: "44109"}}) { territory { name } } }"#;
    assert_eq!(network.anonymous().ask(both).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_lookup_costs_a_statement_and_an_old_code_one_more() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let lookup = |code: &str| {
        format!(
            "{{ territory(by: {{code: {{kind: COMMUNE, code: \"{code}\"}}}}) {{ territory {{ name }} }} }}"
        )
    };
    assert_eq!(network.statements(anyone.ask(&lookup("44109"))).await.1, 1);
    assert_eq!(network.statements(anyone.ask(&lookup("44004"))).await.1, 2);
}

#[tokio::test]
async fn anyone_reads_the_old_codes_of_many_territories_in_one_statement() {
    let network = Network::new().await;
    let document =
        r"{ territories(filter: {kinds: [COMMUNE]}, first: 100) { nodes { name aliases { name } } } }";
    let anyone = network.anonymous();
    let (answer, statements) = network.statements(anyone.ask(document)).await;
    assert_eq!(answer.at("/territories/nodes").as_array().unwrap().len(), 100);
    assert_eq!(statements, 2);
    let answer = anyone
        .ask(r#"{ territory(by: {code: {kind: COMMUNE, code: "44213"}}) { territory { aliases { code name } } } }"#)
        .await;
    let names = answer.each("/territory/territory/aliases", "/name");
    assert_eq!(names, ["Belligné", "La Chapelle-Saint-Sauveur", "La Rouxière", "Varades"]);
}
