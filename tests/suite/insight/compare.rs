use entity::TerritoryKind::{Department, Region};

use super::seed::Seed;
use crate::harness::Network;

const DOCUMENT: &str = r#"{ compareNeeds(territory: {code: {kind: DEPARTMENT, code: "44"}},
    with: [{code: {kind: DEPARTMENT, code: "01"}}], by: [THEME_FAMILY], measures: [OBSERVATIONS]) {
    sides { role territory { name } table { total { figures { visible } } } }
    differences { territory { name } coordinates { code } figures { status value flags } } } }"#;

#[tokio::test]
async fn a_member_sees_a_territory_beside_another_and_the_level_above() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let public = Seed { visibility: "PUBLIC", ..Seed::of(member) };
    network.seed(&[public, public, public.at(Region, "52"), public.at(Department, "01")]).await;
    let answer = network.advisor(member).await.ask(DOCUMENT).await;
    assert_eq!(
        answer.each("/compareNeeds/sides", "/territory/name"),
        ["Loire-Atlantique", "Ain", "Pays de la Loire"]
    );
    assert_eq!(answer.each("/compareNeeds/sides", "/role"), ["ASKED", "OTHER", "ABOVE"]);
    assert_eq!(answer.each("/compareNeeds/sides", "/table/total/figures/0/visible"), ["2.0", "1.0", "3.0"]);
}

#[tokio::test]
async fn a_difference_with_a_part_too_thin_is_a_secret_too() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Region, "52")).await;
    network.seed(&[Seed::of(member), Seed::hidden(member)]).await;
    network.cut().await;
    let answer = network.advisor(member).await.ask(DOCUMENT).await;
    let statuses = answer.each("/compareNeeds/differences", "/figures/0/status");
    assert!(statuses.iter().all(|status| status == "FEW" || status == "NOT_AVAILABLE"), "{statuses:?}");
}

#[tokio::test]
async fn territories_are_not_compared_by_territories() {
    let network = Network::new().await;
    let document = DOCUMENT.replace("THEME_FAMILY", "EPCI");
    assert_eq!(network.anonymous().ask(&document).await.code(), "BAD_USER_INPUT");
}
