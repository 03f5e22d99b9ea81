use entity::TerritoryKind::{self, Commune, Department};
use serde_json::json;

use super::needs::{figures, table};
use super::seed::{Seed, text};
use crate::harness::{Network, User};

const REGISTER: &str = "mutation($id: ID!) { registerPerimeter(input: {territory: $id}) { territory { name } userErrors { code } } }";

const CREATE: &str = "mutation($name: String!, $parts: [ID!]!) { createPerimeter(input: {name: $name, parts: $parts}) \
                      { perimeter { id code version } userErrors { code message } } }";

/// Of a perimeter of one part, two, three.
const NAMES: [&str; 3] = ["Seul", "Estuaire", "Plus"];

async fn perimeter(network: &Network, by: &User<'_>, parts: &[(TerritoryKind, &'static str)]) -> String {
    let mut ids = Vec::new();
    for part in parts {
        ids.push(text(network.territory_id(*part).await));
    }
    let answer = by.ask_with(CREATE, json!({ "name": NAMES[parts.len() - 1], "parts": ids })).await;
    assert_eq!(answer.mistakes("createPerimeter"), [""; 0]);
    answer.text("/createPerimeter/perimeter/id").to_owned()
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
    network.settled(3, (Commune, "44185")).await;
    network.seed(&[Seed::of(member)]).await;
    let coordinator = network.coordinator(member).await;
    let id = perimeter(&network, &coordinator, &places[..2]).await;
    let answer = coordinator.ask_with(REGISTER, json!({ "id": id })).await;
    assert_eq!(answer.mistakes("registerPerimeter"), [""; 0]);
    let answer = coordinator.ask(&table("by: [PERIMETER]")).await;
    assert_eq!(figures(&answer, &["estuaire"])[0]["visible"], 1.0);
    let again = coordinator.ask_with(REGISTER, json!({ "id": id })).await;
    assert_eq!(again.mistakes("registerPerimeter"), ["ALREADY_EXISTS"]);
    let other = text(network.territory_id(places[2]).await);
    let update = "mutation($id: ID!, $parts: [ID!]) { updatePerimeter(input: {id: $id, expectedVersion: 2, parts: $parts}) \
                  { userErrors { code message } } }";
    let answer = coordinator.ask_with(update, json!({ "id": id, "parts": [other] })).await;
    assert_eq!(answer.mistakes("updatePerimeter"), ["PERIMETER_REGISTERED"]);
    let remove = "mutation($id: ID!) { removePerimeter(input: {id: $id, expectedVersion: 2}) { userErrors { code } } }";
    let answer = coordinator.ask_with(remove, json!({ "id": id })).await;
    assert_eq!(answer.mistakes("removePerimeter"), ["PERIMETER_REGISTERED"]);
    let answer = coordinator.ask(&table("by: [PERIMETER]")).await;
    assert_eq!(figures(&answer, &["estuaire"])[0]["visible"], 1.0, "it stays as it was registered");
}

#[tokio::test]
async fn a_perimeter_that_leaves_too_few_organisations_over_is_refused() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let places = ["44", "49", "53", "72", "85"].map(|code| (Department, code));
    network.settled(3, places[0]).await;
    network.settled(2, places[1]).await;
    let coordinator = network.coordinator(member).await;
    let id = perimeter(&network, &coordinator, &places[..1]).await;
    let answer = coordinator.ask_with(REGISTER, json!({ "id": id })).await;
    assert_eq!(answer.mistakes("registerPerimeter"), ["PERIMETER_TOO_NARROW"]);
}

#[tokio::test]
async fn a_perimeter_of_one_commune_is_refused_however_large_it_is() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.settled(20, (Commune, "44109")).await;
    network.settled(20, (Commune, "44143")).await;
    network.settled(20, (Commune, "44184")).await;
    // Elsewhere in Nantes Métropole.
    network.settled(3, (Commune, "44026")).await;
    network.settled(3, (Department, "49")).await;
    let coordinator = network.coordinator(member).await;
    for (parts, mistakes) in [
        (&[(Commune, "44109")][..], &["PERIMETER_TOO_NARROW"][..]),
        (&[(Commune, "44109"), (Commune, "44143")][..], &[]),
        // The first one and a commune more: the difference is that commune.
        (&[(Commune, "44109"), (Commune, "44143"), (Commune, "44184")][..], &["PERIMETER_TOO_NARROW"]),
    ] {
        let id = perimeter(&network, &coordinator, parts).await;
        let answer = coordinator.ask_with(REGISTER, json!({ "id": id })).await;
        assert_eq!(answer.mistakes("registerPerimeter"), mistakes, "{parts:?}");
    }
}

#[tokio::test]
async fn an_advisor_and_another_members_coordinator_may_not_register() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let id = perimeter(&network, &network.coordinator(member).await, &[(Department, "44")]).await;
    let other = network.member("DLA 49").await;
    for user in [network.advisor(member).await, network.coordinator(other).await] {
        let answer = user.ask_with(REGISTER, json!({ "id": id })).await;
        assert_eq!(answer.mistakes("registerPerimeter"), ["NOT_ALLOWED"]);
    }
    let nobody = network.anonymous().ask_with(REGISTER, json!({ "id": id })).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
}
