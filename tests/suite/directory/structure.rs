use serde_json::{Value, json};

use super::{added, commune, create};
use crate::harness::Network;

const PUBLIC: &str =
    "name otherNames web creationYear restricted kinds { code } legalForm { code } essStatus { code }
    mainSector { code } otherSectors { code } mainFunction { code } otherFunctions { code }
    territory { code } zones { code } identifiers { scheme value source validFrom check }";

const INSIDE: &str = "description organisationKind { code } activities { code } careerStage { code }
    staffBracket { code } budgetBracket { code } externalReferences { system externalId }
    history { totalCount nodes { field } }";

fn whole() -> Value {
    json!({
        "name": " La Soufflerie ",
        "otherNames": ["Théâtre municipal"],
        "description": "Scène conventionnée.",
        "web": ["www.lasoufflerie.org"],
        "identifiers": [{ "scheme": "siret", "value": "732 829 320 00074", "source": "Sirene", "validFrom": "2012-01-01" }],
        "externalReferences": [{ "system": "festivals", "externalId": "F-12" }],
        "kinds": ["lieu", "association-culturelle"],
        "legalForm": "9220",
        "essStatus": "association",
        "mainSector": "theatre",
        "otherSectors": ["danse", "theatre", "cirque"],
        "mainFunction": "CREATION",
        "otherFunctions": ["EDUCATION"],
        "territory": commune("44143"),
        "zones": [{ "code": { "kind": "DEPARTMENT", "code": "44" } }],
        "organisationKind": "association-employeuse",
        "activities": ["lieu"],
        "careerStage": "consolidation",
        "staffBracket": "6-9",
        "budgetBracket": "500-1500",
        "creationYear": 1986,
    })
}

#[tokio::test]
async fn an_advisor_reads_back_all_that_was_said() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let advisor = network.advisor(member).await;
    let id = added(&advisor, whole()).await;
    let card = advisor.ask(&format!("{{ structure(by: {{id: \"{id}\"}}) {{ {PUBLIC} {INSIDE} }} }}")).await;
    let expected = json!({
        "name": "La Soufflerie",
        "otherNames": ["Théâtre municipal"],
        "description": "Scène conventionnée.",
        "web": ["https://www.lasoufflerie.org"],
        "restricted": false,
        "identifiers": [{ "scheme": "siret", "value": "73282932000074", "source": "Sirene", "validFrom": "2012-01-01", "check": "VALID" }],
        "externalReferences": [{ "system": "festivals", "externalId": "F-12" }],
        "kinds": [{ "code": "lieu" }, { "code": "association-culturelle" }],
        "legalForm": { "code": "9220" },
        "essStatus": { "code": "association" },
        "mainSector": { "code": "theatre" },
        "otherSectors": [{ "code": "danse" }, { "code": "cirque" }],
        "mainFunction": { "code": "CREATION" },
        "otherFunctions": [{ "code": "EDUCATION" }],
        "territory": { "code": "44143" },
        "zones": [{ "code": "44" }],
        "organisationKind": { "code": "association-employeuse" },
        "activities": [{ "code": "lieu" }],
        "careerStage": { "code": "consolidation" },
        "staffBracket": { "code": "6-9" },
        "budgetBracket": { "code": "500-1500" },
        "creationYear": 1986,
        "history": { "totalCount": 0, "nodes": [] },
    });
    assert_eq!(card.at("/structure"), &expected);
}

#[tokio::test]
async fn anyone_reads_the_public_fields_and_nothing_else() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = added(&advisor, whole()).await;
    let anyone = network.anonymous();
    let card = anyone.ask(&format!("{{ structure(by: {{id: \"{id}\"}}) {{ {PUBLIC} }} }}")).await;
    let same = advisor.ask(&format!("{{ structure(by: {{id: \"{id}\"}}) {{ {PUBLIC} }} }}")).await;
    assert_eq!(card, same);
    let card = anyone.ask(&format!("{{ structure(by: {{id: \"{id}\"}}) {{ {INSIDE} }} }}")).await;
    let nothing = json!({
        "description": null, "organisationKind": null, "activities": [], "careerStage": null,
        "staffBracket": null, "budgetBracket": null, "externalReferences": [],
        "history": { "totalCount": 0, "nodes": [] },
    });
    assert_eq!(card.at("/structure"), &nothing);
}

#[tokio::test]
async fn a_partner_and_an_analyst_read_the_whole_card() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = added(&advisor, whole()).await;
    let document = format!("{{ structure(by: {{id: \"{id}\"}}) {{ {PUBLIC} {INSIDE} }} }}");
    let own = advisor.ask(&document).await;
    assert_eq!(network.partner().await.ask(&document).await, own);
    assert_eq!(network.analyst().await.ask(&document).await, own);
    assert_eq!(network.administrator().await.ask(&document).await, own);
}

#[tokio::test]
async fn anyone_finds_a_structure_by_an_identifier_and_the_network_by_an_external_key() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = added(&advisor, whole()).await;
    let anyone = network.anonymous();
    let found = anyone
        .ask(r#"{ structure(by: {identifier: {scheme: "siret", value: "73282932000074"}}) { id } }"#)
        .await;
    assert_eq!(found.text("/structure/id"), id);
    let by_key =
        r#"{ structure(by: {externalReference: {system: "festivals", externalId: "F-12"}}) { id } }"#;
    assert_eq!(advisor.ask(by_key).await.text("/structure/id"), id);
    assert!(anyone.ask(by_key).await.at("/structure").is_null());
    let node = anyone.ask(&format!("{{ node(id: \"{id}\") {{ ... on Structure {{ name }} }} }}")).await;
    assert_eq!(node.text("/node/name"), "La Soufflerie");
}

#[tokio::test]
async fn an_advisor_who_gives_a_former_commune_is_told_of_the_present_one() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let answer = create(&advisor, json!({ "name": "Le Champilambart", "territory": commune("44011") })).await;
    assert_eq!(answer.text("/createStructure/structure/territory/name"), "Loireauxence");
    assert_eq!(answer.warnings("createStructure"), ["TERRITORY_REDIRECTED"]);
    let message = answer.text("/createStructure/userWarnings/0/message");
    assert_eq!(message, "L'ancien code « 44011 » a été remplacé par 44213.");
}

#[tokio::test]
async fn an_identifier_that_fails_its_check_is_kept_and_flagged() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let claims = json!([
        { "scheme": "siret", "value": "732 829 320 00075" },
        { "scheme": "rna", "value": "12345" },
        { "scheme": "external", "value": " Ab 1 " },
    ]);
    let answer = create(&advisor, json!({ "name": "Compagnie", "identifiers": claims })).await;
    assert_eq!(answer.warnings("createStructure"), ["CHECK_DIGIT_FAILED", "INVALID_FORMAT"]);
    let list = "/createStructure/structure/identifiers";
    assert_eq!(answer.each(list, "/value"), ["Ab 1", "12345", "73282932000075"]);
    assert_eq!(answer.each(list, "/check"), ["UNCHECKED", "BAD_SHAPE", "BAD_CHECK_DIGIT"]);
}

#[tokio::test]
async fn an_antenna_may_share_its_mothers_siret_and_its_author_is_told() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let claim = json!([{ "scheme": "siret", "value": "73282932000074" }]);
    let mother = added(&advisor, json!({ "name": "Siège", "identifiers": claim })).await;
    let answer = create(&advisor, json!({ "name": "Antenne", "identifiers": claim })).await;
    assert_eq!(answer.warnings("createStructure"), ["SHARED"]);
    assert_eq!(answer.text("/createStructure/userWarnings/0/values/1/value"), mother);
}

#[tokio::test]
async fn an_advisor_is_told_all_mistakes_at_once_and_nothing_is_written() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await.in_english();
    let input = json!({
        "name": "  ", "territory": commune("99999"), "mainSector": "lieu", "creationYear": 2029,
        "kinds": ["lieu", "nothing"], "web": ["not an address"],
        "identifiers": [{ "scheme": "nir", "value": "1" }],
    });
    let answer = create(&advisor, input).await;
    let codes = [
        "REQUIRED",
        "INVALID_FORMAT",
        "OUT_OF_RANGE",
        "WRONG_TERM",
        "WRONG_TERM",
        "UNKNOWN_TERRITORY",
        "WRONG_TERM",
    ];
    assert_eq!(answer.mistakes("createStructure"), codes);
    let fields = answer.each("/createStructure/userErrors", "/field/0");
    assert_eq!(fields, ["name", "web", "creationYear", "kinds", "mainSector", "territory", "identifiers"]);
    let message = answer.text("/createStructure/userErrors/4/message");
    assert_eq!(message, "“lieu” is not a term of the vocabulary sector.");
    let count = advisor.ask("{ structures { totalCount } }").await;
    assert_eq!(count.at("/structures/totalCount"), 0);
}

#[tokio::test]
async fn a_key_in_another_system_belongs_to_one_structure() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let input = json!({ "name": "Une", "externalReferences": [{ "system": "drac", "externalId": "7" }] });
    added(&advisor, input.clone()).await;
    let answer = create(&advisor, input).await;
    assert_eq!(answer.mistakes("createStructure"), ["ALREADY_EXISTS"]);
    let message = answer.text("/createStructure/userErrors/0/message");
    assert_eq!(message, "« drac:7 » existe déjà.");
}
