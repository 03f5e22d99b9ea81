use maillage::graphql::id_text;
use serde_json::json;

use super::people::input;
use crate::harness::Network;

const CREATE: &str = "mutation ($input: CreateMemberInput!) { createMember(input: $input) { \
     member { id name version demonstration } userErrors { code field } } }";
const UPDATE: &str = "mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { \
     member { name version } userErrors { code field values { name value } } } }";

#[tokio::test]
async fn an_administrator_makes_a_member_that_anyone_finds() {
    let network = Network::new().await;
    let administrator = network.administrator().await;
    let made = administrator.ask_with(CREATE, input(json!({ "name": " Écluse, pôle musiques " }))).await;
    assert_eq!(made.text("/createMember/member/name"), "Écluse, pôle musiques");
    network.member("Zinc").await;
    network.member("Eau vive").await;
    let all = network.anonymous().ask("{ members { totalCount nodes { name } } }").await;
    assert_eq!(all.each("/members/nodes", "/name"), ["Eau vive", "Écluse, pôle musiques", "Zinc"]);
    let found = network
        .anonymous()
        .ask(r#"{ members(filter: {search: "POLE"}) { totalCount nodes { name } } }"#)
        .await;
    assert_eq!(found.at("/members/totalCount"), 1);
    let id = json!({ "id": made.text("/createMember/member/id") });
    let node = network
        .anonymous()
        .ask_with("query ($id: ID!) { node(id: $id) { ... on Member { name } } }", id)
        .await;
    assert_eq!(node.text("/node/name"), "Écluse, pôle musiques");
}

#[tokio::test]
async fn nobody_else_makes_a_member() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let document = input(json!({ "name": "" }));
    for user in [network.coordinator(member).await, network.analyst().await, network.partner().await] {
        let answer = user.ask_with(CREATE, document.clone()).await;
        assert_eq!(answer.mistakes("createMember"), ["NOT_ALLOWED", "REQUIRED"]);
    }
    assert_eq!(network.anonymous().ask_with(CREATE, document).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_coordinator_renames_its_structure_from_the_present_version_only() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let coordinator = network.coordinator(mine).await;
    let change =
        |id, version| input(json!({ "id": id_text(id).0, "expectedVersion": version, "name": "Autre nom" }));
    let done = coordinator.ask_with(UPDATE, change(mine, 1)).await;
    assert_eq!(done.at("/updateMember/member/version"), 2);
    let late = coordinator.ask_with(UPDATE, change(mine, 1)).await;
    assert_eq!(late.mistakes("updateMember"), ["VERSION_CONFLICT"]);
    assert_eq!(late.text("/updateMember/userErrors/0/values/0/value"), "2");
    assert_eq!(
        coordinator.ask_with(UPDATE, change(other, 1)).await.mistakes("updateMember"),
        ["NOT_ALLOWED"]
    );
    let unknown = coordinator.ask_with(UPDATE, change(network.world.id(), 1)).await;
    assert_eq!(unknown.mistakes("updateMember"), ["NOT_FOUND"]);
}
