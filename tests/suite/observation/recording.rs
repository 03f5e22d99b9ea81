use serde_json::{Value, json};

use super::{NONE, act, count, need, record, run, see};
use crate::harness::Network;

#[tokio::test]
async fn an_advisor_records_a_need_and_reads_it_whole() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let over = json!({
        "otherThemes": ["diversification", "tresorerie"], "otherSectors": ["danse"], "publics": ["benevoles"],
        "peopleConcerned": 12, "organisationKind": "association-employeuse",
    });
    let answer = act(&advisor, "createObservation", need(over)).await;
    let at = |field: &str| answer.at(&format!("/createObservation/observation/{field}")).clone();
    assert_eq!(answer.mistakes("createObservation"), NONE);
    assert_eq!(
        (at("visibility"), at("status"), at("version")),
        ("PRIVATE".into(), "CONFIRMED".into(), 1.into())
    );
    assert_eq!(at("territory/name"), "Rezé");
    assert_eq!(answer.each("/createObservation/observation/otherThemes", "/code"), ["diversification"]);
    assert_eq!(answer.each("/createObservation/observation/publics", "/code"), ["benevoles"]);
}

#[tokio::test]
async fn an_advisor_is_told_every_mistake_at_its_field() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let wrong = need(json!({
        "statement": "  ", "observedOn": "2028-03-01", "intensity": 6, "peopleConcerned": -1,
    }));
    let answer = act(&advisor, "createObservation", wrong).await;
    assert_eq!(
        answer.mistakes("createObservation"),
        ["REQUIRED", "IN_THE_FUTURE", "OUT_OF_RANGE", "OUT_OF_RANGE"]
    );
    assert_eq!(
        answer.each("/createObservation/userErrors", "/field/0"),
        ["statement", "observedOn", "intensity", "peopleConcerned"]
    );
    assert_eq!(count(&advisor, json!({})).await, 0);
}

#[tokio::test]
async fn an_advisor_is_told_of_unknown_terms_and_territories() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let wrong = need(json!({
        "mainTheme": "theatre", "publics": ["benevoles", "marsiens"],
        "territory": { "code": { "kind": "COMMUNE", "code": "99999" } },
    }));
    let answer = act(&advisor, "createObservation", wrong).await;
    assert_eq!(answer.mistakes("createObservation"), ["UNKNOWN_TERRITORY", "WRONG_TERM", "WRONG_TERM"]);
    assert_eq!(answer.at("/createObservation/userErrors/2/field"), &json!(["publics", "1"]));
}

#[tokio::test]
async fn an_observation_of_the_29th_of_february_is_of_today() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({ "observedOn": "2028-02-29" })).await;
    assert_eq!(see(&advisor, &id).await.text("/observation/observedOn"), "2028-02-29");
    let february = json!({ "month": { "between": { "from": "2028-02", "to": "2028-02" } } });
    assert_eq!(count(&advisor, february).await, 1);
}

#[tokio::test]
async fn a_former_commune_leads_to_the_present_one_with_a_warning() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    // Fresnay-en-Retz, part of Villeneuve-en-Retz since 2016.
    let former = need(json!({ "territory": { "code": { "kind": "COMMUNE", "code": "44059" } } }));
    let answer = act(&advisor, "createObservation", former).await;
    assert_eq!(answer.warnings("createObservation"), ["TERRITORY_REDIRECTED"]);
    assert_eq!(answer.text("/createObservation/observation/territory/name"), "Villeneuve-en-Retz");
}

#[tokio::test]
async fn a_sensitive_public_makes_an_observation_sensitive() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({ "publics": ["exil"], "sensitive": false })).await;
    assert_eq!(see(&advisor, &id).await.at("/observation/sensitive"), true);
    let input = json!({ "id": id, "expectedVersion": 1, "sensitive": false, "intensity": 2 });
    let answer = act(&advisor, "updateObservation", input).await;
    assert_eq!(answer.at("/updateObservation/observation/sensitive"), true);
}

#[tokio::test]
async fn an_advisor_changes_what_is_given_empties_what_is_null_and_keeps_the_rest() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({ "otherThemes": ["couts"], "careerStage": "emergence" })).await;
    let patch = json!({ "id": id, "expectedVersion": 1, "intensity": 2, "mainSector": null });
    let answer = act(&advisor, "updateObservation", patch).await;
    let at = |field: &str| answer.at(&format!("/updateObservation/observation/{field}")).clone();
    assert_eq!((at("intensity"), at("mainSector"), at("version")), (2.into(), Value::Null, 2.into()));
    assert_eq!(answer.each("/updateObservation/observation/otherThemes", "/code"), ["couts"]);
    let wrong = json!({ "id": id, "expectedVersion": 2, "statement": null });
    assert_eq!(act(&advisor, "updateObservation", wrong).await.mistakes("updateObservation"), ["REQUIRED"]);
}

#[tokio::test]
async fn a_change_that_changes_nothing_leaves_the_version() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({})).await;
    let same = json!({ "id": id, "expectedVersion": 1, "intensity": 4 });
    let answer = act(&advisor, "updateObservation", same).await;
    assert_eq!(answer.at("/updateObservation/observation/version"), 1);
}

#[tokio::test]
async fn of_two_people_saving_at_once_the_second_is_told() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let (one, other) = (network.advisor(member).await, network.advisor(member).await);
    let id = record(&one, json!({})).await;
    let input = |intensity: i32| json!({ "id": id, "expectedVersion": 1, "intensity": intensity });
    let (first, second) =
        tokio::join!(act(&one, "updateObservation", input(1)), act(&other, "updateObservation", input(2)),);
    let mut mistakes = first.mistakes("updateObservation");
    mistakes.extend(second.mistakes("updateObservation"));
    assert_eq!(mistakes, ["VERSION_CONFLICT"]);
    assert_eq!(see(&one, &id).await.at("/observation/version"), 2);
    let late = act(&one, "updateObservation", input(3)).await;
    assert_eq!(
        late.text("/updateObservation/userErrors/0/message"),
        "La fiche a été modifiée entre-temps : version actuelle 2, version attendue 1."
    );
}

#[tokio::test]
async fn an_advisor_deletes_what_its_member_recorded_and_nobody_else_does() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let other = network.advisor(network.member("Accueil 01").await).await;
    let id = record(&advisor, json!({})).await;
    let input = json!({ "id": id, "expectedVersion": 1 });
    let refused = run(&other, "deleteObservation", "deletedId", input.clone()).await;
    assert_eq!(refused.mistakes("deleteObservation"), ["NOT_FOUND"]);
    let answer = run(&advisor, "deleteObservation", "deletedId", input).await;
    assert_eq!(answer.text("/deleteObservation/deletedId"), id);
    assert!(see(&advisor, &id).await.at("/observation").is_null());
}

#[tokio::test]
async fn those_who_work_for_no_member_record_nothing() {
    let network = Network::new().await;
    for user in [network.analyst().await, network.partner().await, network.administrator().await] {
        let answer = act(&user, "createObservation", need(json!({}))).await;
        assert_eq!(answer.mistakes("createObservation"), ["NOT_ALLOWED"]);
    }
    let document = "mutation($input: CreateObservationInput!) { createObservation(input: $input) { userErrors { code } } }";
    let answer = network.anonymous().ask_with(document, json!({ "input": need(json!({})) })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_member_accepts_the_charter_before_its_first_contribution() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let columns = &["id", "version", "text_fr", "text_en", "published_at"];
    let charter: entity::CharterId = network.world.id();
    let row = vec![charter.into(), 3.into(), "Charte".into(), "Charter".into(), network.world.now().into()];
    network.insert("charter", columns, row).await;
    let answer = act(&advisor, "createObservation", need(json!({}))).await;
    assert_eq!(answer.mistakes("createObservation"), ["CHARTER_NOT_ACCEPTED"]);
    assert_eq!(answer.text("/createObservation/userErrors/0/values/0/value"), "3");
}
