use entity::TerritoryKind::{self, Commune, Department};
use entity::{MemberId, TerritoryId};
use serde_json::json;

use super::needs::{figures, table};
use super::seed::{Seed, text};
use crate::harness::Network;

const REGISTER: &str = "mutation($id: ID!) { registerPerimeter(input: {territory: $id}) { territory { name } userErrors { code } } }";

async fn perimeter(network: &Network, by: MemberId, parts: &[(TerritoryKind, &'static str)]) -> TerritoryId {
    let id: TerritoryId = network.world.id();
    let columns = &["id", "kind", "code", "vintage", "name", "name_folded", "sort_key", "created_by"];
    let row = vec![
        id.into(),
        "PERIMETER".into(),
        "estuaire".into(),
        2026.into(),
        "Estuaire".into(),
        "estuaire".into(),
        "estuaire".into(),
        by.into(),
    ];
    network.put("territory", columns, vec![row]).await;
    for part in parts {
        let row = vec![id.into(), network.territory_id(*part).await.into()];
        network.put("territory_part", &["perimeter_id", "territory_id"], vec![row]).await;
    }
    id
}

#[tokio::test]
async fn a_coordinator_registers_the_perimeter_of_her_member_and_asks_tables_by_it() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let places = ["44", "49", "53", "72", "85"].map(|code| (Department, code));
    for place in places {
        network.settled(3, place).await;
    }
    // Redon Agglomération lies in Loire-Atlantique with some of its communes only: the others must not be alone.
    network.settled(3, (Commune, "35236")).await;
    let id = perimeter(&network, member, &places[..2]).await;
    network.seed(&[Seed::of(member)]).await;
    let coordinator = network.coordinator(member).await;
    let answer = coordinator.ask_with(REGISTER, json!({ "id": text(id) })).await;
    assert_eq!(answer.mistakes("registerPerimeter"), [""; 0]);
    let answer = coordinator.ask(&table("by: [PERIMETER]")).await;
    assert_eq!(figures(&answer, &["estuaire"])[0]["visible"], 1.0);
    let again = coordinator.ask_with(REGISTER, json!({ "id": text(id) })).await;
    assert_eq!(again.mistakes("registerPerimeter"), ["ALREADY_EXISTS"]);
}

#[tokio::test]
async fn a_perimeter_that_leaves_too_few_organisations_over_is_refused() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let places = ["44", "49", "53", "72", "85"].map(|code| (Department, code));
    network.settled(3, places[0]).await;
    network.settled(2, places[1]).await;
    let id = perimeter(&network, member, &places[..1]).await;
    let coordinator = network.coordinator(member).await;
    let answer = coordinator.ask_with(REGISTER, json!({ "id": text(id) })).await;
    assert_eq!(answer.mistakes("registerPerimeter"), ["PERIMETER_TOO_NARROW"]);
}

#[tokio::test]
async fn an_advisor_and_another_members_coordinator_may_not_register() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let id = perimeter(&network, member, &[(Department, "44")]).await;
    let other = network.member("DLA 49").await;
    for user in [network.advisor(member).await, network.coordinator(other).await] {
        let answer = user.ask_with(REGISTER, json!({ "id": text(id) })).await;
        assert_eq!(answer.mistakes("registerPerimeter"), ["NOT_ALLOWED"]);
    }
    let nobody = network.anonymous().ask_with(REGISTER, json!({ "id": text(id) })).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
}
