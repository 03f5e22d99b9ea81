//! One network from its first day to what it says of its sector, told once on each database: who comes in,
//! what is observed, what may be shared, what the figures show, what is taken back.

use maillage::trail;
use serde_json::{Value, json};

use super::{accept_charter, joined, member, publish_charter};
use crate::harness::User;
use crate::network::people::{tokens, with_ana};
use crate::observation::{NONE, act, authorise, need, record, run, see, share, structure};

const TABLE: &str = r#"{ needs(by: [DEPARTMENT, THEME_FAMILY], measures: [OBSERVATIONS],
    filter: { territories: [{ code: { kind: DEPARTMENT, code: "44" } }], themes: ["modele-economique"] }) {
    cells { figures { status value visible hidden } } notes { code } csv } }"#;

/// The figure of the one cell of [`TABLE`].
async fn figure(reader: &User<'_>) -> Value {
    reader.ask(TABLE).await.at("/needs/cells/0/figures/0").clone()
}

#[tokio::test]
async fn a_network_observes_shares_counts_and_takes_back() {
    let network = with_ana().await;
    let administrator = network.bearer(&tokens(&network).await.0).await.unwrap();
    let (dla, agency) = (member(&administrator, "DLA 44").await, member(&administrator, "Agence 35").await);
    let coordinator = joined(&network, &administrator, "coo@dla.example", "COORDINATOR", Some(&dla)).await;
    let advisor = joined(&network, &coordinator, "conseil@dla.example", "ADVISOR", Some(&dla)).await;
    let foreign = joined(&network, &administrator, "coo@agence.example", "COORDINATOR", Some(&agency)).await;
    let analyst = joined(&network, &administrator, "analyse@reseau.example", "ANALYST", None).await;

    let first = act(&advisor, "createObservation", need(json!({}))).await;
    assert_eq!(first.mistakes("createObservation"), ["CHARTER_NOT_PUBLISHED"]);
    publish_charter(&administrator).await;
    let early = act(&advisor, "createObservation", need(json!({}))).await;
    assert_eq!(early.mistakes("createObservation"), ["CHARTER_NOT_ACCEPTED"]);
    accept_charter(&coordinator).await;
    accept_charter(&foreign).await;
    let coverage =
        json!({ "territory": { "code": { "kind": "DEPARTMENT", "code": "44" } }, "firstMonth": "2027-01" });
    run(&coordinator, "declareCoverage", "coverage { id }", coverage).await;

    let observed = observed(&advisor).await;
    nobody_else_sees(&[&analyst, &foreign, &administrator, &network.anonymous()], &observed[0].1).await;
    let words = lend(&coordinator, &observed).await;
    nobody_else_sees(&[&analyst, &foreign, &administrator, &network.anonymous()], &observed[0].1).await;

    assert_eq!(figure(&analyst).await["status"], "FEW", "nothing hidden is counted before the cut");
    network.cut().await;
    let shown = figure(&analyst).await;
    assert_eq!(shown["status"], "OK");
    assert_eq!(shown["visible"], 0.0);
    assert_eq!(figure(&foreign).await, shown, "every member reads the same");
    assert!(analyst.ask(TABLE).await.text("/needs/csv").contains("OK"));

    withdraw_all(&coordinator, &words[..6]).await;
    assert_eq!(figure(&analyst).await, shown, "figures follow at the next cut");
    assert_eq!(see(&coordinator, &observed[0].1).await.text("/observation/visibility"), "PRIVATE");
    network.cut().await;
    assert_eq!(figure(&analyst).await["status"], "FEW", "two organisations are too few");

    while trail::seal(&network.db, network.world.now()).await.unwrap() > 0 {}
    assert_eq!(trail::verify(&network.db).await.unwrap(), None);
}

/// Eight structures of the directory, each with a need that an advisor recorded: structure and observation.
async fn observed(advisor: &User<'_>) -> Vec<(String, String)> {
    let mut observed = Vec::new();
    for number in 0..8 {
        let card = structure(advisor, &format!("Compagnie n° {number}")).await;
        let id = record(advisor, json!({ "structure": card })).await;
        observed.push((card, id));
    }
    observed
}

async fn nobody_else_sees(readers: &[&User<'_>], id: &str) {
    for reader in readers {
        assert!(see(reader, id).await.at("/observation").is_null());
    }
}

/// Lends the observations to the counts, each by the word of its structure; these words.
async fn lend(coordinator: &User<'_>, observed: &[(String, String)]) -> Vec<String> {
    let refused = share(coordinator, &observed[0].1, "AGGREGATE_ONLY", None).await;
    assert_eq!(refused.mistakes("shareObservation"), ["AUTHORISATION_REQUIRED"]);
    let mut words = Vec::new();
    for (card, id) in observed {
        let word = authorise(coordinator, "AGGREGATE_ONLY", Some(card)).await;
        let lent = share(coordinator, id, "AGGREGATE_ONLY", Some(&word)).await;
        assert_eq!(lent.mistakes("shareObservation"), NONE);
        words.push(word);
    }
    words
}

async fn withdraw_all(coordinator: &User<'_>, words: &[String]) {
    for word in words {
        let input =
            json!({ "id": word, "expectedVersion": 1, "reason": "La structure ne le souhaite plus." });
        let done = run(coordinator, "withdrawAuthorisation", "withdrawal { hidden }", input).await;
        assert_eq!(done.at("/withdrawAuthorisation/withdrawal/hidden"), 1);
    }
}
