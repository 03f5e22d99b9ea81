use serde_json::{Value, json};

use super::{NONE, act, record, see, share};
use crate::harness::{Answer, Network, User};

async fn step(user: &User<'_>, mutation: &str, id: &str, reason: Option<&str>) -> Answer {
    let version = see(user, id).await.at("/observation/version").clone();
    act(user, mutation, json!({ "id": id, "expectedVersion": version, "reason": reason })).await
}

#[tokio::test]
async fn an_advisor_walks_a_need_from_draft_to_met_and_back() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let id = record(&advisor, json!({ "draft": true })).await;
    let path = [
        ("confirmObservation", "CONFIRMED"),
        ("takeUpObservation", "IN_PROGRESS"),
        ("markObservationMet", "MET"),
        ("reopenObservation", "CONFIRMED"),
    ];
    for (mutation, state) in path {
        let answer = step(&advisor, mutation, &id, None).await;
        assert_eq!(answer.mistakes(mutation), NONE);
        assert_eq!(answer.text(&format!("/{mutation}/observation/status")), state);
    }
    assert_eq!(see(&advisor, &id).await.at("/observation/version"), 5);
}

#[tokio::test]
async fn an_advisor_says_why_a_need_lapses_or_is_dismissed() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    for mutation in ["lapseObservation", "dismissObservation"] {
        let id = record(&advisor, json!({})).await;
        for blank in [None, Some("  ")] {
            assert_eq!(step(&advisor, mutation, &id, blank).await.mistakes(mutation), ["REASON_REQUIRED"]);
        }
        let answer = step(&advisor, mutation, &id, Some("Doublon.")).await;
        assert_eq!(answer.text(&format!("/{mutation}/observation/statusReason")), "Doublon.");
    }
}

#[tokio::test]
async fn an_illegal_step_names_those_that_are_possible() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await.in_english();
    let id = record(&advisor, json!({})).await;
    let answer = step(&advisor, "confirmObservation", &id, None).await;
    assert_eq!(answer.mistakes("confirmObservation"), ["ILLEGAL_TRANSITION"]);
    assert_eq!(
        answer.text("/confirmObservation/userErrors/0/message"),
        "Not possible from the state CONFIRMED. Possible: takeUpObservation, markObservationMet, lapseObservation, \
         dismissObservation."
    );
    assert_eq!(see(&advisor, &id).await.at("/observation/version"), 1);
}

#[tokio::test]
async fn others_read_that_a_need_was_dismissed_but_not_why() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let id = record(&coordinator, json!({})).await;
    share(&coordinator, &id, "PUBLIC", None).await;
    step(&coordinator, "dismissObservation", &id, Some("Mme Durand s'était trompée.")).await;
    let seen = see(&network.anonymous(), &id).await;
    assert_eq!(seen.text("/observation/status"), "DISMISSED");
    assert_eq!(seen.at("/observation/statusReason"), &Value::Null);
}

#[tokio::test]
async fn nobody_moves_what_another_member_observed() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let other = network.coordinator(network.member("Accueil 01").await).await;
    let id = record(&coordinator, json!({})).await;
    let input = json!({ "id": id, "expectedVersion": 1 });
    let hidden = act(&other, "takeUpObservation", input.clone()).await;
    assert_eq!(hidden.mistakes("takeUpObservation"), ["NOT_FOUND"]);
    share(&coordinator, &id, "NETWORK", None).await;
    let seen = act(&other, "takeUpObservation", input).await;
    assert_eq!(seen.mistakes("takeUpObservation"), ["NOT_ALLOWED"]);
}
