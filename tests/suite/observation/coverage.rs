use serde_json::{Value, json};

use super::{NONE, record, run, see, territory};
use crate::harness::{Answer, Network, User};

async fn declare(user: &User<'_>, territory: &str, first: &str, last: Option<&str>) -> Answer {
    let input = json!({ "territory": { "id": territory }, "firstMonth": first, "lastMonth": last });
    run(user, "declareCoverage", "coverage { id firstMonth lastMonth version territory { name } }", input)
        .await
}

async fn covered(user: &User<'_>, filter: Value) -> Vec<String> {
    let document =
        "query($filter: CoverageFilter) { coverage(filter: $filter) { nodes { territory { code } } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    answer.each("/coverage/nodes", "/territory/code")
}

#[tokio::test]
async fn a_coordinator_declares_where_its_member_reports_and_an_advisor_does_not() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let department = territory(&network, "DEPARTMENT", "44").await;
    let refused = declare(&network.advisor(member).await, &department, "2027-01", None).await;
    assert_eq!(refused.mistakes("declareCoverage"), ["NOT_ALLOWED"]);
    let coordinator = network.coordinator(member).await;
    let answer = declare(&coordinator, &department, "2027-01", None).await;
    assert_eq!(answer.text("/declareCoverage/coverage/territory/name"), "Loire-Atlantique");
    assert!(answer.at("/declareCoverage/coverage/lastMonth").is_null());
    let twice = declare(&coordinator, &department, "2029-01", Some("2029-02")).await;
    assert_eq!(twice.mistakes("declareCoverage"), ["ALREADY_EXISTS"]);
    let before = declare(&coordinator, &department, "2026-01", Some("2026-12")).await;
    assert_eq!(before.mistakes("declareCoverage"), NONE);
    let backwards = declare(&coordinator, &department, "2025-05", Some("2025-04")).await;
    assert_eq!(backwards.mistakes("declareCoverage"), ["ENDS_BEFORE_START"]);
}

#[tokio::test]
async fn members_read_who_reports_on_what_and_outsiders_do_not() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let (department, commune) =
        (territory(&network, "DEPARTMENT", "44").await, territory(&network, "COMMUNE", "44143").await);
    declare(&coordinator, &department, "2027-01", Some("2027-12")).await;
    let analyst = network.analyst().await;
    assert_eq!(covered(&analyst, json!({ "covering": commune })).await, ["44"]);
    assert_eq!(covered(&analyst, json!({ "within": commune })).await, NONE);
    assert_eq!(covered(&analyst, json!({ "during": { "from": "2027-12" } })).await, ["44"]);
    assert_eq!(covered(&analyst, json!({ "during": { "from": "2028-01" } })).await, NONE);
    assert_eq!(covered(&network.anonymous(), json!({})).await, NONE);
    assert_eq!(covered(&network.partner().await, json!({})).await, NONE);
}

#[tokio::test]
async fn a_coordinator_ends_a_coverage_once_it_knows_until_when() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let department = territory(&network, "DEPARTMENT", "44").await;
    let answer = declare(&coordinator, &department, "2027-01", None).await;
    let id = answer.text("/declareCoverage/coverage/id");
    let input = |last: &str, version: i32| json!({ "id": id, "lastMonth": last, "expectedVersion": version });
    let end = async |input| run(&coordinator, "endCoverage", "coverage { lastMonth version }", input).await;
    assert_eq!(end(input("2026-12", 1)).await.mistakes("endCoverage"), ["ENDS_BEFORE_START"]);
    assert_eq!(end(input("2028-01", 1)).await.text("/endCoverage/coverage/lastMonth"), "2028-01");
    assert_eq!(end(input("2027-06", 1)).await.mistakes("endCoverage"), ["VERSION_CONFLICT"]);
    assert_eq!(end(input("2028-02", 2)).await.mistakes("endCoverage"), ["OUT_OF_RANGE"]);
}

#[tokio::test]
async fn several_observations_share_one_interview_that_others_do_not_know() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let input = json!({ "kind": "entretien", "title": "Entretien du 12 janvier", "datedOn": "2028-01-12" });
    let answer = run(&coordinator, "recordSource", "source { id }", input).await;
    let source = answer.text("/recordSource/source/id");
    let first = record(&coordinator, json!({ "source": source, "visibility": "PUBLIC" })).await;
    record(&coordinator, json!({ "source": source })).await;
    assert_eq!(super::count(&coordinator, json!({ "source": [source] })).await, 2);
    assert_eq!(super::count(&network.anonymous(), json!({ "source": [source] })).await, 0);
    assert!(see(&network.analyst().await, &first).await.at("/observation/source").is_null());
    let other = network.advisor(network.member("Accueil 01").await).await;
    let stolen = super::act(&other, "createObservation", super::need(json!({ "source": source }))).await;
    assert_eq!(stolen.mistakes("createObservation"), ["NOT_FOUND"]);
}
