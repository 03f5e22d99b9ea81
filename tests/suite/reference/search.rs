use crate::harness::{Answer, Network, User};

async fn search(user: &User<'_>, text: &str, page: &str) -> Answer {
    let document = format!(
        "query ($text: String) {{ territories(filter: {{search: $text, kinds: [COMMUNE]}}, {page}) {{
            totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ name foundBy {{ code name reason }} }} }} }}"
    );
    user.ask_with(&document, serde_json::json!({ "text": text })).await
}

#[tokio::test]
async fn a_typeahead_shows_the_same_name_first_then_beginnings_then_words_and_the_populous_first() {
    let network = Network::new().await;
    let answer = search(&network.anonymous(), "NANTES", "first: 3").await;
    assert_eq!(answer.text("/territories/nodes/0/name"), "Nantes");
    let answer = search(&network.anonymous(), "saint etienne", "first: 5").await;
    let expected = [
        "Saint-Étienne-de-Montluc",
        "Saint-Étienne-du-Bois",
        "Saint-Étienne-de-Mer-Morte",
        "Saint-Étienne-sur-Chalaronne",
        "Saint-Étienne-sur-Reyssouze",
    ];
    assert_eq!(answer.each("/territories/nodes", "/name"), expected);
    let answer = search(&network.anonymous(), "loire", "first: 20").await;
    let names = answer.each("/territories/nodes", "/name");
    assert_eq!(names.first().map(String::as_str), Some("Loireauxence"));
    assert!(
        names.contains(&"Basse-Goulaine".to_owned()) || names.iter().any(|name| name.ends_with("sur-Loire"))
    );
}

#[tokio::test]
async fn the_pages_of_a_search_are_the_whole_of_it_once_each() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let whole = search(&anyone, "saint", "first: 100").await;
    let expected = whole.each("/territories/nodes", "/name");
    let mut found = Vec::new();
    let mut page = "first: 7".to_owned();
    loop {
        let answer = search(&anyone, "saint", &page).await;
        found.extend(answer.each("/territories/nodes", "/name"));
        if !answer.at("/territories/pageInfo/hasNextPage").as_bool().unwrap() || found.len() >= 100 {
            break;
        }
        page = format!("first: 7, after: \"{}\"", answer.text("/territories/pageInfo/endCursor"));
    }
    found.truncate(expected.len());
    assert_eq!(found, expected);
    let last = search(&anyone, "saint", "last: 1").await;
    let count = whole.at("/territories/totalCount").as_u64().unwrap();
    assert!(count > 60, "{count}");
    assert_eq!(last.each("/territories/nodes", "/name").len(), 1);
}

#[tokio::test]
async fn an_old_commune_is_found_by_its_name_and_the_answer_says_so() {
    let network = Network::new().await;
    let answer = search(&network.anonymous(), "arthon en retz", "first: 5").await;
    assert_eq!(answer.each("/territories/nodes", "/name"), ["Chaumes-en-Retz"]);
    assert_eq!(answer.text("/territories/nodes/0/foundBy/name"), "Arthon-en-Retz");
    assert_eq!(answer.text("/territories/nodes/0/foundBy/reason"), "DELEGATED");
    assert_eq!(answer.at("/territories/totalCount"), 1);
    let answer = search(&network.anonymous(), "44004", "first: 5").await;
    assert_eq!(answer.text("/territories/nodes/0/foundBy/name"), "Anetz");
}

#[tokio::test]
async fn what_is_found_by_its_own_name_is_found_by_no_other() {
    let network = Network::new().await;
    let answer = search(&network.anonymous(), "nantes", "first: 1").await;
    assert!(answer.at("/territories/nodes/0/foundBy").is_null());
    let answer = network.anonymous().ask("{ territories(first: 1) { nodes { foundBy { name } } } }").await;
    assert!(answer.at("/territories/nodes/0/foundBy").is_null());
}

#[tokio::test]
async fn wildcards_and_endless_texts_find_nothing() {
    let network = Network::new().await;
    let long = "a".repeat(100_000);
    for text in ["%", "_", "%%antes", "na_tes", "'", "\\", "zzzz", long.as_str()] {
        let answer = search(&network.anonymous(), text, "first: 1").await;
        let count = answer.at("/territories/totalCount");
        assert_eq!(count, 0, "{}", text.get(..10).unwrap_or(text));
    }
}

#[tokio::test]
async fn a_blank_search_is_none() {
    let network = Network::new().await;
    let answer = search(&network.anonymous(), " ", "first: 1").await;
    assert!(answer.at("/territories/totalCount").as_i64().unwrap() > 600);
}

#[tokio::test]
async fn a_cursor_of_the_dictionary_is_none_of_a_search() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let page = "pageInfo { endCursor }";
    let answer = anyone.ask(&format!("{{ territories(first: 1) {{ {page} }} }}")).await;
    let cursor = answer.text("/territories/pageInfo/endCursor").to_owned();
    let other = format!(r#"{{ territories(filter: {{search: "nantes"}}, after: "{cursor}") {{ {page} }} }}"#);
    assert_eq!(anyone.ask(&other).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_search_costs_a_statement_and_its_count_one_more() {
    let network = Network::new().await;
    let anyone = network.anonymous();
    let (_, alone) = network
        .statements(
            anyone.ask(r#"{ territories(filter: {search: "saint"}) { nodes { name foundBy { name } } } }"#),
        )
        .await;
    let (_, counted) = network.statements(search(&anyone, "saint", "first: 3")).await;
    assert_eq!((alone, counted), (1, 2));
}
