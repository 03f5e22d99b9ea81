use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};

const ADD: &str = "mutation ($input: AddTermInput!) { addTerm(input: $input) {
    term { id code label scheme version broader { code } vocabulary { version } } userErrors { code field message } } }";

const RETIRE: &str = "mutation ($input: RetireTermInput!) { retireTerm(input: $input) {
    term { code version validTo replacedBy { code } } userErrors { code field message } } }";

async fn id(user: &User<'_>, scheme: &str, code: &str) -> String {
    let document =
        format!(r#"{{ terms(filter: {{scheme: "{scheme}"}}, first: 100) {{ nodes {{ id code }} }} }}"#);
    let answer = user.ask(&document).await;
    let codes = answer.each("/terms/nodes", "/code");
    let place = codes.iter().position(|other| other == code).unwrap();
    answer.each("/terms/nodes", "/id").remove(place)
}

async fn add(user: &User<'_>, broader: &str, code: &str) -> Answer {
    let input =
        json!({ "broader": broader, "code": code, "labelFr": "Éco-conception", "labelEn": "Eco-design" });
    user.ask_with(ADD, json!({ "input": input })).await
}

async fn retire(user: &User<'_>, input: Value) -> Answer {
    user.ask_with(RETIRE, json!({ "input": input })).await
}

#[tokio::test]
async fn an_administrator_adds_a_narrower_term_that_stands_behind_its_family() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let family = id(&user, "need-theme", "organisation").await;
    for (code, label) in [("zele", "Zèle"), ("accueil", "Accueil")] {
        let input =
            json!({ "broader": family, "code": code, "labelFr": label, "labelEn": label, "notes": " " });
        let answer = user.ask_with(ADD, json!({ "input": input })).await;
        assert_eq!(answer.mistakes("addTerm"), [""; 0]);
        assert_eq!(answer.text("/addTerm/term/broader/code"), "organisation");
        assert_eq!(answer.text("/addTerm/term/vocabulary/version"), "besoins-1");
    }
    let anyone = network.anonymous();
    let shown =
        anyone.ask(r#"{ terms(filter: {scheme: "need-theme"}, first: 100) { nodes { code } } }"#).await;
    let codes = shown.each("/terms/nodes", "/code");
    let place = codes.iter().position(|code| code == "conflit").unwrap();
    assert_eq!(codes[place + 1..place + 4], ["accueil", "zele", "ressources-humaines"]);
    let found = anyone.ask(r#"{ terms(filter: {search: "zel"}) { nodes { code } } }"#).await;
    assert_eq!(found.each("/terms/nodes", "/code"), ["zele"]);
}

#[tokio::test]
async fn coordinators_and_analysts_leave_vocabularies_as_they_are() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA 44").await).await;
    let family = id(&coordinator, "need-theme", "organisation").await;
    for user in [coordinator, network.analyst().await] {
        assert_eq!(add(&user, &family, "x").await.mistakes("addTerm"), ["NOT_ALLOWED"]);
        let answer = retire(&user, json!({ "id": family, "expectedVersion": 1 })).await;
        assert_eq!(answer.mistakes("retireTerm"), ["NOT_ALLOWED"]);
    }
    assert_eq!(add(&network.anonymous(), &family, "x").await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_administrator_extends_only_what_is_extensible_and_two_levels_deep() {
    let network = Network::new().await;
    let user = network.administrator().await;
    for (scheme, code) in [("legal-form", "9220"), ("naf", "90.01Z"), ("need-theme", "pilotage")] {
        let broader = id(&user, scheme, code).await;
        let answer = add(&user, &broader, "eco-conception").await;
        assert_eq!(answer.mistakes("addTerm"), ["NOT_EXTENSIBLE"], "{scheme}");
    }
    assert_eq!(add(&user, "term_x", "eco-conception").await.mistakes("addTerm"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn an_administrator_gives_a_term_a_free_well_formed_code_and_both_labels() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let family = id(&user, "sector", "HERITAGE").await;
    for (code, mistake) in [
        ("Éco", "INVALID_FORMAT"),
        ("eco--x", "INVALID_FORMAT"),
        ("-eco", "INVALID_FORMAT"),
        ("", "REQUIRED"),
        ("theatre", "ALREADY_EXISTS"),
        ("heritage", "ALREADY_EXISTS"),
    ] {
        assert_eq!(add(&user, &family, code).await.mistakes("addTerm"), [mistake], "{code}");
    }
    let input = json!({ "broader": family, "code": "x", "labelFr": " ", "labelEn": "y".repeat(201) });
    let answer = user.ask_with(ADD, json!({ "input": input })).await;
    assert_eq!(answer.mistakes("addTerm"), ["REQUIRED", "TOO_LONG"]);
    assert_eq!(answer.each("/addTerm/userErrors", "/field"), [r#"["labelFr"]"#, r#"["labelEn"]"#]);
}

#[tokio::test]
async fn a_retired_term_names_the_one_to_use_instead_and_takes_no_terms() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let (crisis, strategy) =
        (id(&user, "need-theme", "crise").await, id(&user, "need-theme", "strategie").await);
    let answer = retire(&user, json!({ "id": crisis, "expectedVersion": 1, "replacedBy": strategy })).await;
    assert_eq!(answer.mistakes("retireTerm"), [""; 0]);
    assert_eq!(answer.text("/retireTerm/term/validTo"), "2028-02-29");
    assert_eq!(answer.text("/retireTerm/term/replacedBy/code"), "strategie");
    let count = |day: &str| {
        format!(
            r#"{{ terms(filter: {{scheme: "need-theme", usableOn: "{day}"}}, first: 0) {{ totalCount }} }}"#
        )
    };
    assert_eq!(user.ask(&count("2028-02-29")).await.at("/terms/totalCount"), 69);
    assert_eq!(user.ask(&count("2028-03-01")).await.at("/terms/totalCount"), 68);
    network.wait(chrono::TimeDelta::days(1));
    assert_eq!(add(&user, &crisis, "x").await.mistakes("addTerm"), ["NOT_EXTENSIBLE"]);
}

#[tokio::test]
async fn no_two_terms_replace_each_other_and_none_is_replaced_from_elsewhere() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let (one, two) = (id(&user, "need-theme", "crise").await, id(&user, "need-theme", "numerique").await);
    let elsewhere = id(&user, "sector", "jazz").await;
    let wrong = [one.as_str(), elsewhere.as_str(), "term_00000000000000000000000000", "jazz"];
    for other in wrong {
        let answer = retire(&user, json!({ "id": one, "expectedVersion": 1, "replacedBy": other })).await;
        assert_eq!(answer.mistakes("retireTerm"), ["WRONG_TERM"], "{other}");
    }
    retire(&user, json!({ "id": one, "expectedVersion": 1, "replacedBy": two })).await;
    let answer = retire(&user, json!({ "id": two, "expectedVersion": 1, "replacedBy": one })).await;
    assert_eq!(answer.mistakes("retireTerm"), ["WRONG_TERM"]);
    let form = id(&user, "legal-form", "9220").await;
    let answer = retire(&user, json!({ "id": form, "expectedVersion": 1 })).await;
    assert_eq!(answer.mistakes("retireTerm"), ["NOT_EXTENSIBLE"]);
    let answer = retire(&user, json!({ "id": two, "expectedVersion": 7 })).await;
    assert_eq!(answer.mistakes("retireTerm"), ["VERSION_CONFLICT"]);
}
