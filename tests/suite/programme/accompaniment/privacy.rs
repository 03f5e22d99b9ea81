use maillage::access::Scope;
use serde_json::json;

use super::{act, begin, go, run, see};
use crate::harness::Network;

#[tokio::test]
async fn nobody_but_those_who_work_for_the_member_knows_of_an_accompaniment() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA 44").await, network.member("DLA 01").await);
    let advisor = network.advisor(own).await;
    let id = begin(&advisor, json!({})).await;
    go(&advisor, &id, 4).await;
    let everything = format!(
        r#"{{ accompaniment(id: "{id}") {{ id }} node(id: "{id}") {{ id }} accompaniments(filter: {{search: "lefevre"}})
        {{ totalCount nodes {{ id }} }} accompanimentBoard {{ count columns {{ count cards {{ id }} }} }} }}"#
    );
    for stranger in [
        network.anonymous(),
        network.partner().await,
        network.analyst().await,
        network.administrator().await,
        network.coordinator(other).await,
        network.coordinator(own).await.with_scopes(&[Scope::ObservationsRead, Scope::ProgrammesWrite]),
    ] {
        let answer = stranger.ask(&everything).await;
        assert!(answer.at("/accompaniment").is_null() && answer.at("/node").is_null(), "{answer:?}");
        assert_eq!(answer.at("/accompaniments/totalCount"), 0);
        assert_eq!(answer.at("/accompanimentBoard/count"), 0);
    }
    let colleague = network.coordinator(own).await.ask(&everything).await;
    assert_eq!(colleague.at("/accompaniments/totalCount"), 1);
}

#[tokio::test]
async fn another_member_changes_no_accompaniment_and_is_told_that_there_is_none() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let stranger = network.coordinator(network.member("DLA 01").await).await;
    let id = begin(&advisor, json!({})).await;
    let orient = json!({ "id": id, "expectedVersion": 1, "on": "2028-01-12", "orientation": "x" });
    let answer = act(&stranger, "orientAccompaniment", orient.clone()).await;
    assert_eq!(answer.mistakes("orientAccompaniment"), ["NOT_FOUND"]);
    let mission = json!({ "accompaniment": id, "kind": "INDIVIDUAL", "provider": "x" });
    let answer = run(&stranger, "addMission", "mission { id }", mission).await;
    assert_eq!(answer.mistakes("addMission"), ["NOT_FOUND"]);
    let administrator = network.administrator().await;
    let answer = act(&administrator, "orientAccompaniment", orient).await;
    assert_eq!(answer.mistakes("orientAccompaniment"), ["NOT_ALLOWED"]);
    assert_eq!(see(&advisor, &id).await.at("/accompaniment/version"), 1);
}

#[tokio::test]
async fn the_trail_holds_no_words_of_an_accompaniment() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    go(&advisor, &id, 9).await;
    let words = network
        .count(
            "select count(*) from field_change where object_type = 'accompaniment' \
             and field in ('request', 'holder', 'diagnosis', 'plan', 'orientation', 'opinionText', 'exitReason')",
        )
        .await;
    assert_eq!(words, 0);
    let steps = network.count("select count(*) from audit_entry where object_type = 'accompaniment'").await;
    assert_eq!(steps, 10);
    let shared = network.count(
        "select count(*) from change_event where object_type = 'accompaniment' and audience <> 'PRIVATE'",
    );
    assert_eq!(shared.await, 0);
}
