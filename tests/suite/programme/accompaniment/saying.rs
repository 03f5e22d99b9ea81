use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::{NONE, act, begin, go, request, see, step, structure, told};
use crate::harness::Network;
use crate::observation::record;

#[tokio::test]
async fn an_advisor_begins_with_a_structure_or_with_somebody_without_a_card() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let theatre = structure(&advisor, "Théâtre du Port").await;
    let answer =
        act(&advisor, "createAccompaniment", request(json!({ "beneficiary": { "structure": theatre } })))
            .await;
    let begun = answer.at("/createAccompaniment/accompaniment");
    assert_eq!((&begun["structure"]["name"], &begun["holder"]), (&json!("Théâtre du Port"), &Value::Null));
    assert_eq!((&begun["stage"], &begun["channel"]["code"]), (&json!("RECEPTION"), &json!("telephone")));
    let me = id_text(advisor.actor().account().unwrap()).0;
    assert_eq!(begun["referent"], json!({ "id": me, "name": "ADVISOR" }));
    let id = begin(&advisor, json!({})).await;
    assert_eq!(see(&advisor, &id).await.text("/accompaniment/holder"), "Mme Lefèvre");
}

#[tokio::test]
async fn an_advisor_is_told_every_mistake_at_its_field() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let wrong =
        async |over| told(&act(&advisor, "createAccompaniment", request(over)).await, "createAccompaniment");
    let none = id_text(network.world.id::<entity::StructureId>()).0;
    assert_eq!(wrong(json!({ "receivedOn": "2028-03-02" })).await, ["IN_THE_FUTURE receivedOn"]);
    assert_eq!(wrong(json!({ "dueOn": "2028-01-09" })).await, ["ENDS_BEFORE_START dueOn"]);
    assert_eq!(
        wrong(json!({ "request": " ", "channel": "pigeon" })).await,
        ["REQUIRED request", "WRONG_TERM channel"]
    );
    assert_eq!(
        wrong(json!({ "beneficiary": { "structure": none } })).await,
        ["NOT_FOUND beneficiary.structure"]
    );
    assert_eq!(
        wrong(json!({ "beneficiary": { "structure": "x" } })).await,
        ["NOT_FOUND beneficiary.structure"]
    );
    assert_eq!(wrong(json!({ "beneficiary": { "holder": "" } })).await, ["REQUIRED beneficiary.holder"]);
    assert_eq!(wrong(json!({ "observations": vec!["x"; 51] })).await, ["TOO_MANY observations"]);
    assert_eq!(network.count("select count(*) from accompaniment").await, 0);
}

#[tokio::test]
async fn a_referent_works_for_the_member_today() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA 44").await, network.member("DLA 01").await);
    let advisor = network.advisor(own).await;
    for (stranger, expected) in [
        (network.coordinator(own).await, vec![]),
        (network.advisor(other).await, vec!["NOT_FOUND referent"]),
        (network.administrator().await, vec!["NOT_FOUND referent"]),
    ] {
        let referent = id_text(stranger.actor().account().unwrap()).0;
        let answer = act(&advisor, "createAccompaniment", request(json!({ "referent": referent }))).await;
        assert_eq!(told(&answer, "createAccompaniment"), expected);
    }
    let names = advisor.ask("{ colleagues { totalCount nodes { name } } }").await;
    assert_eq!(names.each("/colleagues/nodes", "/name"), ["ADVISOR", "COORDINATOR"]);
    assert_eq!(names.at("/colleagues/totalCount"), 2);
}

#[tokio::test]
async fn an_advisor_links_observations_that_it_may_see() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let stranger = network.advisor(network.member("DLA 01").await).await;
    let (mine, theirs) = (record(&advisor, json!({})).await, record(&stranger, json!({})).await);
    let both = request(json!({ "observations": [mine, theirs] }));
    let answer = act(&advisor, "createAccompaniment", both).await;
    assert_eq!(told(&answer, "createAccompaniment"), ["NOT_FOUND observations.1"]);
    let id = begin(&advisor, json!({ "observations": [mine, mine] })).await;
    assert_eq!(see(&advisor, &id).await.each("/accompaniment/observations", "/id"), [mine]);
    let answer = step(&advisor, "updateAccompaniment", &id, json!({ "observations": [] })).await;
    assert_eq!(answer.at("/updateAccompaniment/accompaniment/observations"), &json!([]));
}

#[tokio::test]
async fn an_advisor_changes_what_is_said_and_nothing_where_nothing_differs() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    let update = async |over| step(&advisor, "updateAccompaniment", &id, over).await;
    let same = update(json!({ "request": "Le modèle économique ne tient plus." })).await;
    assert_eq!(same.at("/updateAccompaniment/accompaniment/version"), 1);
    let answer = update(json!({ "receivedOn": "2028-01-05", "dueOn": "2028-03-10", "channel": null })).await;
    let now = answer.at("/updateAccompaniment/accompaniment");
    assert_eq!(
        now["steps"],
        json!([{ "stage": "RECEPTION", "enteredOn": "2028-01-05", "dueOn": "2028-03-10" }])
    );
    assert_eq!((&now["channel"], &now["stageEnteredOn"]), (&Value::Null, &json!("2028-01-05")));
    assert_eq!(
        told(&update(json!({ "beneficiary": null })).await, "updateAccompaniment"),
        ["REQUIRED beneficiary"]
    );
    go(&advisor, &id, 2).await;
    let late = update(json!({ "receivedOn": "2028-01-13" })).await;
    assert_eq!(told(&late, "updateAccompaniment"), ["OUT_OF_RANGE receivedOn"]);
    let answer = update(json!({ "receivedOn": "2028-01-11", "dueOn": "2028-03-20" })).await;
    assert_eq!(answer.mistakes("updateAccompaniment"), NONE);
    assert_eq!(
        answer.at("/updateAccompaniment/accompaniment/steps"),
        &json!([
            { "stage": "RECEPTION", "enteredOn": "2028-01-11", "dueOn": "2028-03-10" },
            { "stage": "ELIGIBILITY", "enteredOn": "2028-01-12", "dueOn": null },
            { "stage": "DIAGNOSIS", "enteredOn": "2028-01-15", "dueOn": "2028-03-20" },
        ])
    );
}
