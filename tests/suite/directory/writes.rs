use maillage::db::Sql;
use serde_json::json;

use super::{added, create, delete, update};
use crate::harness::Network;

#[tokio::test]
async fn what_an_advisor_leaves_out_stays_and_null_clears() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let input = json!({ "name": "Une", "description": "Texte", "kinds": ["lieu"],
        "identifiers": [{ "scheme": "rna", "value": "W443001234" }] });
    let id = added(&advisor, input).await;
    let answer = update(&advisor, json!({ "id": id, "expectedVersion": 1, "description": null })).await;
    let card = answer.at("/updateStructure/structure");
    assert_eq!(card["version"], 2);
    assert_eq!(card["name"], "Une");
    assert_eq!(card["description"], json!(null));
    assert_eq!(card["kinds"][0]["code"], "lieu");
    assert_eq!(card["identifiers"][0]["value"], "W443001234");
}

#[tokio::test]
async fn an_advisor_who_changes_nothing_leaves_the_version_as_it_was() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = added(&advisor, json!({ "name": "Une", "kinds": ["lieu", "festival"] })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "name": "Une", "kinds": ["festival", "lieu"] });
    let answer = update(&advisor, input).await;
    assert_eq!(answer.at("/updateStructure/structure/version"), 1);
}

#[tokio::test]
async fn the_network_reads_what_changed_the_latest_first() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = added(&advisor, json!({ "name": "Une", "kinds": ["lieu"] })).await;
    update(&advisor, json!({ "id": id, "expectedVersion": 1, "kinds": ["festival", "lieu"] })).await;
    network.wait(chrono::TimeDelta::hours(1));
    update(&advisor, json!({ "id": id, "expectedVersion": 2, "name": "Autre" })).await;
    let document = format!(
        "{{ structure(by: {{id: \"{id}\"}}) {{ history(first: 1) {{ totalCount
        pageInfo {{ hasNextPage endCursor }} nodes {{ field before after at member {{ name }} }} }} }} }}"
    );
    let answer = network.analyst().await.ask(&document).await;
    let latest = json!({ "field": "name", "before": "Une", "after": "Autre", "at": "2028-02-29T11:00:00+00:00",
        "member": { "name": "DLA 44" } });
    assert_eq!(answer.at("/structure/history/nodes"), &json!([latest]));
    assert_eq!(answer.at("/structure/history/totalCount"), 2);
    let after = answer.text("/structure/history/pageInfo/endCursor");
    let document = format!(
        "{{ structure(by: {{id: \"{id}\"}}) {{ history(after: \"{after}\") {{
        nodes {{ field before after }} }} }} }}"
    );
    let answer = network.analyst().await.ask(&document).await;
    let first = json!({ "field": "kinds", "before": ["lieu"], "after": ["festival", "lieu"] });
    assert_eq!(answer.at("/structure/history/nodes"), &json!([first]));
}

#[tokio::test]
async fn of_two_people_who_save_at_once_the_second_is_told() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (one, other) = (network.advisor(member).await, network.advisor(member).await);
    let id = added(&one, json!({ "name": "Une" })).await;
    let input = |name: &str| json!({ "id": id, "expectedVersion": 1, "name": name });
    let (a, b) = tokio::join!(update(&one, input("A")), update(&other, input("B")));
    let mistakes = [a.mistakes("updateStructure"), b.mistakes("updateStructure")].concat();
    assert_eq!(mistakes, ["VERSION_CONFLICT"]);
    let late = update(&one, input("C")).await;
    let values = late.at("/updateStructure/userErrors/0/values");
    assert_eq!(values, &json!([{ "name": "current", "value": "2" }, { "name": "expected", "value": "1" }]));
}

#[tokio::test]
async fn two_people_who_give_the_same_key_at_once_make_one_structure() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (one, other) = (network.advisor(member).await, network.advisor(member).await);
    let input = json!({ "name": "Une", "externalReferences": [{ "system": "drac", "externalId": "7" }] });
    let (a, b) = tokio::join!(create(&one, input.clone()), create(&other, input));
    let mistakes = [a.mistakes("createStructure"), b.mistakes("createStructure")].concat();
    assert_eq!(mistakes, ["ALREADY_EXISTS"]);
}

#[tokio::test]
async fn an_advisor_of_another_member_an_analyst_and_an_administrator_change_no_content() {
    let network = Network::new().await;
    let id = added(&network.advisor(network.member("DLA 44").await).await, json!({ "name": "Une" })).await;
    let other = network.member("DLA 01").await;
    let people = [
        network.coordinator(other).await,
        network.analyst().await,
        network.administrator().await,
        network.partner().await,
    ];
    for person in people {
        let answer = update(&person, json!({ "id": id, "expectedVersion": 1, "name": "Autre" })).await;
        assert_eq!(answer.mistakes("updateStructure"), ["NOT_ALLOWED"]);
    }
    let answer =
        update(&network.anonymous(), json!({ "id": id, "expectedVersion": 1, "name": "Autre" })).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert_eq!(
        create(&network.analyst().await, json!({ "name": "Une" })).await.mistakes("createStructure"),
        ["NOT_ALLOWED"]
    );
}

#[tokio::test]
async fn an_advisor_who_names_an_unknown_structure_is_told() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for id in ["structure_01h455vb4pex5vsknk084sn02q", "territory_01h455vb4pex5vsknk084sn02q", "x"] {
        let answer = update(&advisor, json!({ "id": id, "expectedVersion": 1, "name": "Autre" })).await;
        assert_eq!(answer.mistakes("updateStructure"), ["NOT_FOUND"]);
    }
}

#[tokio::test]
async fn a_coordinator_keeps_the_card_of_its_own_member_and_an_advisor_does_not() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let input = json!({ "name": "DLA 44", "ownMember": true });
    let answer = create(&network.advisor(member).await, input.clone()).await;
    assert_eq!(answer.mistakes("createStructure"), ["NOT_ALLOWED"]);
    let coordinator = network.coordinator(member).await;
    added(&coordinator, json!({ "name": "Une autre" })).await;
    added(&coordinator, input).await;
    let document = "{ structures(filter: {memberOnly: true}) { nodes { name member { name } contributedBy { name } } } }";
    let cards = network.analyst().await.ask(document).await;
    let member = json!({ "name": "DLA 44" });
    let expected = json!([{ "name": "DLA 44", "member": member, "contributedBy": member }]);
    assert_eq!(cards.at("/structures/nodes"), &expected);
}

#[tokio::test]
async fn a_coordinator_removes_with_a_reason_what_its_member_contributed() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let advisor = network.advisor(member).await;
    let key = json!([{ "system": "drac", "externalId": "7" }]);
    let id = added(&advisor, json!({ "name": "Une", "externalReferences": key })).await;
    let input = |reason: &str| json!({ "id": id, "expectedVersion": 1, "reason": reason });
    assert_eq!(delete(&advisor, input("Fermée")).await.mistakes("deleteStructure"), ["NOT_ALLOWED"]);
    let other = network.coordinator(network.member("DLA 01").await).await;
    assert_eq!(delete(&other, input("Fermée")).await.mistakes("deleteStructure"), ["NOT_ALLOWED"]);
    let coordinator = network.coordinator(member).await;
    assert_eq!(delete(&coordinator, input(" ")).await.mistakes("deleteStructure"), ["REASON_REQUIRED"]);
    let answer = delete(&coordinator, input("Fermée")).await;
    assert_eq!(answer.text("/deleteStructure/deletedStructureId"), id);
    let gone = advisor.ask(&format!("{{ node(id: \"{id}\") {{ id }} structures {{ totalCount }} }}")).await;
    assert_eq!(gone.0["data"], json!({ "node": null, "structures": { "totalCount": 0 } }));
    let again = create(&advisor, json!({ "name": "Une", "externalReferences": key })).await;
    assert_eq!(again.mistakes("createStructure"), ["DELETED"]);
}

#[tokio::test]
async fn nobody_contributes_before_the_charter_in_force_is_accepted() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA 44").await).await;
    let publish =
        r#"mutation { publishCharter(input: {textFr: "Charte", textEn: "Charter"}) { charter { id } } }"#;
    let charter = network.administrator().await.ask(publish).await;
    let answer = create(&coordinator, json!({ "name": "Une" })).await;
    assert_eq!(answer.mistakes("createStructure"), ["CHARTER_NOT_ACCEPTED"]);
    let id = charter.text("/publishCharter/charter/id");
    let accept =
        format!("mutation {{ acceptCharter(input: {{charter: \"{id}\"}}) {{ userErrors {{ code }} }} }}");
    assert_eq!(coordinator.ask(&accept).await.mistakes("acceptCharter"), [""; 0]);
    added(&coordinator, json!({ "name": "Une" })).await;
}

#[tokio::test]
async fn an_administrator_removes_nothing() {
    let network = Network::new().await;
    let id = added(&network.advisor(network.member("DLA 44").await).await, json!({ "name": "Une" })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "reason": "Fermée" });
    let answer = delete(&network.administrator().await, input).await;
    assert_eq!(answer.mistakes("deleteStructure"), ["NOT_ALLOWED"]);
}

#[tokio::test]
async fn every_write_leaves_its_entry_and_its_event_and_a_refused_one_leaves_none() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let coordinator = network.coordinator(member).await;
    let id = added(&coordinator, json!({ "name": "Une" })).await;
    update(&coordinator, json!({ "id": id, "expectedVersion": 1, "name": "Autre" })).await;
    update(&coordinator, json!({ "id": id, "expectedVersion": 1, "name": "Encore" })).await;
    delete(&coordinator, json!({ "id": id, "expectedVersion": 2, "reason": "Fermée" })).await;
    let mut rows =
        Sql::new("select action from audit_entry order by id").all(network.db.reader()).await.unwrap();
    let acts: Vec<String> = rows.iter_mut().map(|row| row.take().unwrap()).collect();
    assert_eq!(acts, ["createStructure", "updateStructure", "deleteStructure"]);
    let mut rows =
        Sql::new("select kind from change_event order by position").all(network.db.reader()).await.unwrap();
    let events: Vec<String> = rows.iter_mut().map(|row| row.take().unwrap()).collect();
    assert_eq!(events, ["CREATED", "UPDATED", "DELETED"]);
}
