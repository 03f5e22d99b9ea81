use serde_json::json;

use super::perimeter::{create, ids, made, remove, update};
use crate::harness::Network;

const NANTES: (&str, &str) = ("COMMUNE", "44109");

#[tokio::test]
async fn advisors_analysts_and_partners_make_no_perimeter_and_nobody_unknown_tries() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let parts = ids(&network.anonymous(), &[NANTES]).await;
    for user in [network.advisor(member).await, network.analyst().await, network.partner().await] {
        assert_eq!(create(&user, "À nous", &parts).await.mistakes("createPerimeter"), ["NOT_ALLOWED"]);
    }
    assert_eq!(create(&network.anonymous(), "À nous", &parts).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_coordinator_changes_the_perimeters_of_its_member_only_and_an_administrator_all() {
    let network = Network::new().await;
    let owner = network.coordinator(network.member("DLA 44").await).await;
    let other = network.coordinator(network.member("DLA 35").await).await;
    let administrator = network.administrator().await;
    let parts = ids(&owner, &[NANTES]).await;
    let id = made(&owner, "À nous", &parts).await;
    let network_wide = made(&administrator, "À tous", &parts).await;
    let rename = |id: &str, version: i32| json!({ "id": id, "expectedVersion": version, "name": "Autre" });
    assert_eq!(update(&other, rename(&id, 1)).await.mistakes("updatePerimeter"), ["NOT_ALLOWED"]);
    assert_eq!(update(&owner, rename(&network_wide, 1)).await.mistakes("updatePerimeter"), ["NOT_ALLOWED"]);
    assert_eq!(remove(&other, &id, 1).await.mistakes("removePerimeter"), ["NOT_ALLOWED"]);
    assert_eq!(update(&administrator, rename(&id, 1)).await.mistakes("updatePerimeter"), [""; 0]);
    assert_eq!(remove(&owner, &id, 2).await.mistakes("removePerimeter"), [""; 0]);
}

#[tokio::test]
async fn a_coordinator_who_saw_an_older_version_is_told() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA 44").await).await;
    let id = made(&user, "Un", &ids(&user, &[NANTES]).await).await;
    let answer = update(&user, json!({ "id": id, "expectedVersion": 3, "name": "Deux" })).await;
    assert_eq!(answer.mistakes("updatePerimeter"), ["VERSION_CONFLICT"]);
    let message = answer.text("/updatePerimeter/userErrors/0/message");
    assert_eq!(message, "La fiche a été modifiée entre-temps : version actuelle 1, version attendue 3.");
    assert_eq!(remove(&user, &id, 3).await.mistakes("removePerimeter"), ["VERSION_CONFLICT"]);
}

#[tokio::test]
async fn a_coordinator_sees_all_that_is_wrong_at_once_and_where() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA 44").await).await;
    let nantes = ids(&user, &[NANTES]).await.remove(0);
    let unknown = "territory_00000000000000000000000000".to_owned();
    let answer = create(&user, " ’ ", &[nantes, "Rezé".to_owned(), unknown]).await;
    assert_eq!(answer.mistakes("createPerimeter"), ["REQUIRED", "NOT_FOUND", "NOT_FOUND"]);
    let fields = answer.each("/createPerimeter/userErrors", "/field");
    assert_eq!(fields, [r#"["name"]"#, r#"["parts","1"]"#, r#"["parts","2"]"#]);
    assert_eq!(create(&user, "Vide", &[]).await.mistakes("createPerimeter"), ["REQUIRED"]);
    let many = vec!["x".to_owned(); 2_001];
    assert_eq!(create(&user, "Trop", &many).await.mistakes("createPerimeter"), ["TOO_MANY"]);
    let long = "a".repeat(201);
    assert_eq!(
        create(&user, &long, &ids(&user, &[NANTES]).await).await.mistakes("createPerimeter"),
        ["TOO_LONG"]
    );
}

#[tokio::test]
async fn two_perimeters_never_bear_one_name() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let parts = ids(&user, &[NANTES]).await;
    made(&user, "Pays de Retz", &parts).await;
    let other = made(&user, "Autre", &parts).await;
    assert_eq!(create(&user, "pays de RETZ", &parts).await.mistakes("createPerimeter"), ["ALREADY_EXISTS"]);
    let answer = update(&user, json!({ "id": other, "expectedVersion": 1, "name": "Pays de retz" })).await;
    assert_eq!(answer.mistakes("updatePerimeter"), ["ALREADY_EXISTS"]);
}

#[tokio::test]
async fn the_parts_of_a_perimeter_are_of_one_vintage() {
    let network = Network::new().await;
    let mut cog = crate::harness::cog();
    cog.year = 2027;
    maillage::reference::load_cog(&network.db, &cog).await.unwrap();
    let user = network.administrator().await;
    let by = r#"{code: {kind: COMMUNE, code: "44143", vintage: 2026}}"#;
    let old = user.ask(&format!("{{ territory(by: {by}) {{ territory {{ id }} }} }}")).await;
    let old = old.text("/territory/territory/id").to_owned();
    let new = ids(&user, &[NANTES]).await.remove(0);
    let answer = create(&user, "Mêlé", &[new, old]).await;
    assert_eq!(answer.mistakes("createPerimeter"), ["MIXED_VINTAGES"]);
    let message = answer.text("/createPerimeter/userErrors/0/message");
    assert_eq!(message, "« Rezé » n'est pas du millésime 2027.");
}

#[tokio::test]
async fn only_perimeters_are_changed_and_removed() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let nantes = ids(&user, &[NANTES]).await.remove(0);
    let answer = update(&user, json!({ "id": nantes, "expectedVersion": 1, "name": "Naoned" })).await;
    assert_eq!(answer.mistakes("updatePerimeter"), ["NOT_FOUND"]);
    assert_eq!(remove(&user, &nantes, 1).await.mistakes("removePerimeter"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn every_write_of_a_perimeter_leaves_a_trail() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA 44").await).await;
    let id = made(&user, "Un", &ids(&user, &[NANTES]).await).await;
    update(&user, json!({ "id": id, "expectedVersion": 1, "name": "Deux" })).await;
    remove(&user, &id, 2).await;
    let texts = async |text: &'static str| {
        let rows = maillage::db::Sql::new(text).all(network.db.reader()).await.unwrap();
        rows.into_iter().map(|mut row| row.take().unwrap()).collect::<Vec<String>>()
    };
    let acts = texts("select action from audit_entry where object_type = 'territory' order by id").await;
    assert_eq!(acts, ["createPerimeter", "updatePerimeter", "removePerimeter"]);
    let events =
        texts("select kind from change_event where object_type = 'territory' order by position").await;
    assert_eq!(events, ["CREATED", "UPDATED", "DELETED"]);
    let fields = texts("select field from field_change where object_type = 'territory'").await;
    assert_eq!(fields, ["name"]);
}
