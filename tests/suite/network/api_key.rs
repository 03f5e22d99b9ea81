use chrono::TimeDelta;
use maillage::error::Code;
use serde_json::{Value, json};

use super::people::{WHO, input};
use crate::harness::{Answer, Network, User};

const CREATE: &str = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { \
     issued { token apiKey { id prefix scopes expiresAt lastUsedAt } } userErrors { code field } } }";
const REVOKE: &str = "mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { \
     apiKey { revokedAt } userErrors { code } } }";
const KEYS: &str = "{ apiKeys { totalCount nodes { name membership { role } } } }";

async fn create(user: &User<'_>, scopes: Value, days: Option<i32>) -> Answer {
    user.ask_with(CREATE, input(json!({ "name": "Export", "scopes": scopes, "days": days }))).await
}

fn key(answer: &Answer) -> String {
    answer.text("/createApiKey/issued/token").to_owned()
}

fn id(answer: &Answer) -> Value {
    input(json!({ "id": answer.text("/createApiKey/issued/apiKey/id") }))
}

#[tokio::test]
async fn an_advisor_makes_a_key_that_acts_in_its_role_within_its_scopes() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let advisor = network.advisor(member).await;
    let made = create(&advisor, json!(["OBSERVATIONS_READ", "OBSERVATIONS_READ"]), None).await;
    assert!(key(&made).starts_with(made.text("/createApiKey/issued/apiKey/prefix")));
    let script = network.bearer(&key(&made)).await.unwrap();
    let who = script.ask(WHO).await;
    assert_eq!(who.text("/viewer/role"), "ADVISOR");
    assert_eq!(who.at("/viewer/scopes"), &json!(["OBSERVATIONS_READ"]));
    assert!(script.actor().belongs_to(member));
    assert_eq!(
        create(&script, json!(["OBSERVATIONS_READ"]), None).await.mistakes("createApiKey"),
        ["NOT_ALLOWED"]
    );
}

#[tokio::test]
async fn a_key_expires_after_ninety_days_and_after_a_year_at_the_latest() {
    let network = Network::new().await;
    let analyst = network.analyst().await;
    let usual = create(&analyst, json!(["FIGURES_READ"]), None).await;
    let year = create(&analyst, json!(["FIGURES_READ"]), Some(365)).await;
    let longer = create(&analyst, json!(["FIGURES_READ"]), Some(366)).await;
    assert_eq!(longer.mistakes("createApiKey"), ["OUT_OF_RANGE"]);
    network.wait(TimeDelta::days(90));
    assert_eq!(network.bearer(&key(&usual)).await.err(), Some(Code::Unauthenticated));
    assert!(network.bearer(&key(&year)).await.is_ok());
}

#[tokio::test]
async fn a_key_with_one_letter_changed_opens_nothing() {
    let network = Network::new().await;
    let good = key(&create(&network.analyst().await, json!(["FIGURES_READ"]), None).await);
    let (head, last) = good.split_at(good.len() - 1);
    let other = if last == "A" { "B" } else { "A" };
    assert!(network.bearer(&good).await.is_ok());
    assert_eq!(network.bearer(&format!("{head}{other}")).await.err(), Some(Code::Unauthenticated));
}

#[tokio::test]
async fn a_key_makes_no_key_that_may_do_more_or_lives_longer() {
    let network = Network::new().await;
    let analyst = network.analyst().await;
    let first = create(&analyst, json!(["NETWORK_MANAGE", "FIGURES_READ"]), Some(30)).await;
    let script = network.bearer(&key(&first)).await.unwrap();
    let wider = create(&script, json!(["DIRECTORY_WRITE"]), None).await;
    assert_eq!(wider.mistakes("createApiKey"), ["NOT_ALLOWED"]);
    let second = create(&script, json!(["FIGURES_READ"]), Some(365)).await;
    network.wait(TimeDelta::days(30));
    assert_eq!(network.bearer(&key(&second)).await.err(), Some(Code::Unauthenticated));
}

#[tokio::test]
async fn a_coordinator_sees_and_revokes_the_keys_of_its_structure_and_no_others() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let (coordinator, advisor) = (network.coordinator(mine).await, network.advisor(mine).await);
    let foreign = create(&network.advisor(other).await, json!(["DIRECTORY_READ"]), None).await;
    let own = create(&advisor, json!(["DIRECTORY_READ"]), None).await;
    assert_eq!(coordinator.ask(KEYS).await.each("/apiKeys/nodes", "/membership/role"), ["ADVISOR"]);
    assert!(coordinator.ask_with(REVOKE, id(&own)).await.at("/revokeApiKey/apiKey/revokedAt").is_string());
    assert_eq!(network.bearer(&key(&own)).await.err(), Some(Code::Unauthenticated));
    assert_eq!(coordinator.ask_with(REVOKE, id(&own)).await.mistakes("revokeApiKey"), ["ILLEGAL_TRANSITION"]);
    assert_eq!(coordinator.ask_with(REVOKE, id(&foreign)).await.mistakes("revokeApiKey"), ["NOT_FOUND"]);
    assert!(network.bearer(&key(&foreign)).await.is_ok());
}

#[tokio::test]
async fn an_advisor_does_not_see_the_keys_of_a_colleague() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let made = create(&network.coordinator(member).await, json!(["DIRECTORY_READ"]), None).await;
    let advisor = network.advisor(member).await;
    assert_eq!(advisor.ask(KEYS).await.at("/apiKeys/totalCount"), 0);
    assert_eq!(advisor.ask_with(REVOKE, id(&made)).await.mistakes("revokeApiKey"), ["NOT_FOUND"]);
    assert_eq!(network.administrator().await.ask(KEYS).await.at("/apiKeys/totalCount"), 0);
}

#[tokio::test]
async fn the_last_use_of_a_key_is_noted_once_a_minute() {
    let network = Network::new().await;
    let analyst = network.analyst().await;
    let made = create(&analyst, json!(["FIGURES_READ"]), None).await;
    assert!(made.at("/createApiKey/issued/apiKey/lastUsedAt").is_null());
    network.bearer(&key(&made)).await.unwrap();
    let last_use = async || {
        let answer = analyst.ask("{ apiKeys { nodes { lastUsedAt } } }").await;
        answer.at("/apiKeys/nodes/0/lastUsedAt").clone()
    };
    // the note is written beside the request
    while last_use().await.is_null() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let (_, statements) = network.statements(network.bearer(&key(&made))).await;
    assert_eq!(statements, 1);
}

#[tokio::test]
async fn a_key_ends_with_the_membership_it_acts_under() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let (coordinator, advisor) = (network.coordinator(member).await, network.advisor(member).await);
    let made = create(&advisor, json!(["DIRECTORY_READ"]), None).await;
    let membership = advisor.ask(WHO).await.text("/viewer/membership/id").to_owned();
    let document =
        "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }";
    coordinator.ask_with(document, input(json!({ "id": membership }))).await;
    assert_eq!(network.bearer(&key(&made)).await.err(), Some(Code::Unauthenticated));
}

#[tokio::test]
async fn anyone_unknown_makes_no_key() {
    let network = Network::new().await;
    let answer = create(&network.anonymous(), json!(["FIGURES_READ"]), None).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}
