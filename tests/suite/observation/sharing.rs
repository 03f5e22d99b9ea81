use serde_json::json;

use super::{NONE, act, authorise, count, need, record, see, share, structure};
use crate::harness::Network;

#[tokio::test]
async fn a_coordinator_shares_what_concerns_nobody_and_others_read_codes_but_no_text() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    let id = record(&network.advisor(member).await, json!({ "otherThemes": ["couts"] })).await;
    let shared = share(&coordinator, &id, "NETWORK", None).await;
    assert_eq!(shared.mistakes("shareObservation"), NONE);
    let seen = see(&network.analyst().await, &id).await;
    assert!(seen.at("/observation/statement").is_null());
    assert_eq!(seen.text("/observation/territory/name"), "Loire-Atlantique");
    assert_eq!(seen.text("/observation/mainTheme/code"), "tresorerie");
    assert_eq!(seen.each("/observation/otherThemes", "/code"), ["couts"]);
    assert!(see(&network.anonymous(), &id).await.at("/observation").is_null());
    assert!(see(&network.partner().await, &id).await.at("/observation").is_null());
    assert_eq!(see(&coordinator, &id).await.text("/observation/territory/name"), "Rezé");
}

#[tokio::test]
async fn an_advisor_shares_nothing_not_even_at_creation() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({})).await;
    assert_eq!(
        share(&advisor, &id, "AGGREGATE_ONLY", None).await.mistakes("shareObservation"),
        ["NOT_ALLOWED"]
    );
    let shared = need(json!({ "visibility": "AGGREGATE_ONLY" }));
    let answer = act(&advisor, "createObservation", shared).await;
    assert_eq!(answer.mistakes("createObservation"), ["NOT_ALLOWED"]);
    assert_eq!(answer.text("/createObservation/userErrors/0/field/0"), "visibility");
}

#[tokio::test]
async fn what_concerns_a_structure_is_shared_by_its_own_word_only_and_as_far_as_it_reaches() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let circus = structure(&coordinator, "Cirque du Marais").await;
    let id = record(&coordinator, json!({ "structure": theatre })).await;
    let required = share(&coordinator, &id, "AGGREGATE_ONLY", None).await;
    assert_eq!(required.mistakes("shareObservation"), ["AUTHORISATION_REQUIRED"]);
    assert_eq!(required.text("/shareObservation/userErrors/0/field/0"), "visibility");
    let of_another = authorise(&coordinator, "PUBLIC", Some(&circus)).await;
    let refused = share(&coordinator, &id, "NETWORK", Some(&of_another)).await;
    assert_eq!(refused.mistakes("shareObservation"), ["AUTHORISATION_REQUIRED"]);
    let own = authorise(&coordinator, "NETWORK", Some(&theatre)).await;
    let narrow = share(&coordinator, &id, "PUBLIC", Some(&own)).await;
    assert_eq!(narrow.mistakes("shareObservation"), ["AUTHORISATION_TOO_NARROW"]);
    assert_eq!(see(&coordinator, &id).await.text("/observation/visibility"), "PRIVATE");
    assert_eq!(share(&coordinator, &id, "NETWORK", Some(&own)).await.mistakes("shareObservation"), NONE);
    let seen = see(&network.analyst().await, &id).await;
    assert_eq!(seen.text("/observation/structure/name"), "Théâtre du Fleuve");
    assert_eq!(seen.text("/observation/territory/name"), "Rezé");
    assert!(seen.text("/observation/statement").starts_with("La trésorerie"));
    assert!(seen.at("/observation/authorisation").is_null());
}

#[tokio::test]
async fn what_is_shared_cannot_come_to_concern_somebody_without_authorisation() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let id = record(&coordinator, json!({ "visibility": "NETWORK" })).await;
    let named = json!({ "id": id, "expectedVersion": 1, "structure": theatre });
    let answer = act(&coordinator, "updateObservation", named).await;
    assert_eq!(answer.mistakes("updateObservation"), ["AUTHORISATION_REQUIRED"]);
    assert_eq!(answer.text("/updateObservation/userErrors/0/field/0"), "structure");
    let identifiable = json!({ "id": id, "expectedVersion": 1, "identifiable": true });
    let answer = act(&coordinator, "updateObservation", identifiable).await;
    assert_eq!(answer.text("/updateObservation/userErrors/0/field/0"), "identifiable");
}

#[tokio::test]
async fn a_member_uses_no_authorisation_of_another_member() {
    let network = Network::new().await;
    let other = network.coordinator(network.member("Accueil 01").await).await;
    let foreign = authorise(&other, "PUBLIC", None).await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let id = record(&coordinator, json!({ "identifiable": true })).await;
    let answer = share(&coordinator, &id, "NETWORK", Some(&foreign)).await;
    assert_eq!(answer.mistakes("shareObservation"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn a_draft_is_shared_with_nobody() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let id = record(&coordinator, json!({ "draft": true })).await;
    let answer = share(&coordinator, &id, "NETWORK", None).await;
    assert_eq!(answer.mistakes("shareObservation"), ["ILLEGAL_TRANSITION"]);
    assert_eq!(
        answer.text("/shareObservation/userErrors/0/message"),
        "Impossible depuis l'état DRAFT. Possibles : confirmObservation, dismissObservation."
    );
    assert_eq!(count(&network.analyst().await, json!({})).await, 0);
}

#[tokio::test]
async fn aggregate_only_rows_are_read_by_their_member_alone() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    let id = record(&coordinator, json!({ "visibility": "AGGREGATE_ONLY" })).await;
    let other = network.coordinator(network.member("Accueil 01").await).await;
    for reader in [&network.analyst().await, &network.administrator().await, &other, &network.anonymous()] {
        assert!(see(reader, &id).await.at("/observation").is_null());
        assert_eq!(count(reader, json!({ "visibility": ["AGGREGATE_ONLY"] })).await, 0);
        let node = reader.ask(&format!(r#"{{ node(id: "{id}") {{ id }} }}"#)).await;
        assert!(node.at("/node").is_null());
    }
    assert_eq!(count(&network.advisor(member).await, json!({})).await, 1);
}

#[tokio::test]
async fn what_others_may_read_they_may_not_write() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let id = record(&coordinator, json!({ "visibility": "PUBLIC" })).await;
    let other = network.coordinator(network.member("Accueil 01").await).await;
    let input = json!({ "id": id, "expectedVersion": 1, "intensity": 1 });
    assert_eq!(act(&other, "updateObservation", input).await.mistakes("updateObservation"), ["NOT_ALLOWED"]);
    assert_eq!(share(&other, &id, "PRIVATE", None).await.mistakes("shareObservation"), ["NOT_ALLOWED"]);
    assert_eq!(see(&network.anonymous(), &id).await.text("/observation/visibility"), "PUBLIC");
}
