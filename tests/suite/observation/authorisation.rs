use serde_json::json;

use super::{NONE, authorise, count, record, run, see, share, structure};
use crate::harness::{Answer, Network, User};

const WITHDRAWAL: &str =
    "withdrawal { hidden figuresFollowBy authorisation { withdrawnAt withdrawalReason version } }";

async fn withdraw(user: &User<'_>, id: &str, reason: &str) -> Answer {
    let input = json!({ "id": id, "expectedVersion": 1, "reason": reason });
    run(user, "withdrawAuthorisation", WITHDRAWAL, input).await
}

#[tokio::test]
async fn a_withdrawal_hides_all_that_rests_on_it_at_once_and_says_when_figures_follow() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let (coordinator, advisor) = (network.coordinator(member).await, network.advisor(member).await);
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let word = authorise(&coordinator, "PUBLIC", Some(&theatre)).await;
    let public = json!({ "structure": theatre, "authorisation": word, "visibility": "PUBLIC" });
    let lent = json!({ "structure": theatre, "authorisation": word, "visibility": "AGGREGATE_ONLY" });
    let (first, second) = (record(&coordinator, public).await, record(&coordinator, lent).await);
    let untouched = record(&coordinator, json!({ "visibility": "PUBLIC" })).await;
    let answer = withdraw(&advisor, &word, "La présidente le demande.").await;
    assert_eq!(answer.at("/withdrawAuthorisation/withdrawal/hidden"), 2);
    assert_eq!(answer.text("/withdrawAuthorisation/withdrawal/figuresFollowBy"), "2028-03-01T10:00:00+00:00");
    for id in [&first, &second] {
        assert!(see(&network.analyst().await, id).await.at("/observation").is_null());
        let own = see(&advisor, id).await;
        assert_eq!(
            (own.text("/observation/visibility"), own.at("/observation/version")),
            ("PRIVATE", &2.into())
        );
    }
    assert_eq!(count(&network.anonymous(), json!({})).await, 1);
    assert_eq!(see(&network.anonymous(), &untouched).await.text("/observation/id"), untouched);
}

#[tokio::test]
async fn what_was_withdrawn_cannot_be_shared_again_by_the_same_word() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let word = authorise(&coordinator, "PUBLIC", None).await;
    let id = record(&coordinator, json!({ "identifiable": true, "authorisation": word })).await;
    withdraw(&coordinator, &word, "Retrait par courrier.").await;
    let answer = share(&coordinator, &id, "NETWORK", None).await;
    assert_eq!(answer.mistakes("shareObservation"), ["AUTHORISATION_TOO_NARROW"]);
    let twice = run(
        &coordinator,
        "withdrawAuthorisation",
        WITHDRAWAL,
        json!({ "id": word, "expectedVersion": 2, "reason": "encore" }),
    );
    assert_eq!(twice.await.mistakes("withdrawAuthorisation"), ["ILLEGAL_TRANSITION"]);
}

#[tokio::test]
async fn those_who_follow_changes_learn_that_it_was_hidden() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let word = authorise(&coordinator, "NETWORK", None).await;
    let shared = json!({ "identifiable": true, "authorisation": word, "visibility": "NETWORK" });
    record(&coordinator, shared).await;
    withdraw(&coordinator, &word, "Retrait.").await;
    let hidden = "select count(*) from change_event where kind = 'HIDDEN' and audience = 'NETWORK' and object_type = 'observation'";
    let entries = "select count(*) from audit_entry where action = 'withdrawAuthorisation'";
    assert_eq!((network.count(hidden).await, network.count(entries).await), (1, 2));
}

#[tokio::test]
async fn an_advisor_gives_a_reason_and_withdraws_nobody_elses() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let word = authorise(&coordinator, "NETWORK", None).await;
    let answer = withdraw(&coordinator, &word, "  ").await;
    assert_eq!(answer.mistakes("withdrawAuthorisation"), ["REASON_REQUIRED"]);
    let other = network.coordinator(network.member("Accueil 01").await).await;
    assert_eq!(withdraw(&other, &word, "Retrait.").await.mistakes("withdrawAuthorisation"), ["NOT_FOUND"]);
    let seen = other.ask("{ authorisations { totalCount } }").await;
    assert_eq!(seen.at("/authorisations/totalCount"), 0);
}

#[tokio::test]
async fn openly_licensed_data_name_their_source_and_licence() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let mut open =
        json!({ "basis": "OPEN_DATA", "grantedBy": "Data 44", "grantedOn": "2028-01-01", "level": "PUBLIC" });
    let answer = run(&coordinator, "recordAuthorisation", "authorisation { id }", open.clone()).await;
    assert_eq!(answer.mistakes("recordAuthorisation"), ["REQUIRED"]);
    open["source"] = "https://data.loire-atlantique.fr".into();
    open["licence"] = "etalab-2.0".into();
    let answer = run(&coordinator, "recordAuthorisation", "authorisation { id }", open).await;
    let word = answer.text("/recordAuthorisation/authorisation/id");
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let over = json!({ "structure": theatre, "authorisation": word, "visibility": "PUBLIC" });
    let id = record(&coordinator, over).await;
    let document = format!(
        r#"{{ observation(id: "{id}") {{ statement attribution {{ source licence {{ code }} }} }} }}"#
    );
    let seen = network.anonymous().ask(&document).await;
    assert_eq!(seen.text("/observation/attribution/licence/code"), "etalab-2.0");
    assert!(seen.text("/observation/statement").starts_with("La trésorerie"));
}

#[tokio::test]
async fn a_persons_legal_basis_does_not_stand_for_an_organisations_word() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let input = json!({
        "basis": "CONSENT", "structure": theatre, "grantedBy": "La directrice", "grantedOn": "2028-01-10",
        "level": "PUBLIC",
    });
    let answer = run(&coordinator, "recordAuthorisation", "authorisation { id }", input).await;
    let consent = answer.text("/recordAuthorisation/authorisation/id");
    let id = record(&coordinator, json!({ "structure": theatre })).await;
    let refused = share(&coordinator, &id, "NETWORK", Some(consent)).await;
    assert_eq!(refused.mistakes("shareObservation"), ["AUTHORISATION_REQUIRED"]);
    let person = record(&coordinator, json!({ "identifiable": true })).await;
    assert_eq!(
        share(&coordinator, &person, "NETWORK", Some(consent)).await.mistakes("shareObservation"),
        NONE
    );
}

#[tokio::test]
async fn an_organisations_word_does_not_stand_for_a_person_without_one() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let theatre = structure(&coordinator, "Théâtre du Fleuve").await;
    let word = authorise(&coordinator, "PUBLIC", Some(&theatre)).await;
    let person = record(&coordinator, json!({ "identifiable": true })).await;
    let refused = share(&coordinator, &person, "PUBLIC", Some(&word)).await;
    assert_eq!(refused.mistakes("shareObservation"), ["AUTHORISATION_REQUIRED"]);
    assert!(see(&network.anonymous(), &person).await.at("/observation").is_null());
    let own = authorise(&coordinator, "PUBLIC", None).await;
    assert_eq!(share(&coordinator, &person, "PUBLIC", Some(&own)).await.mistakes("shareObservation"), NONE);
}
