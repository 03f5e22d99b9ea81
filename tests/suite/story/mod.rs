//! Long stories, each told once on each database, by people who came in as people do.

mod figures;
mod programme;

use async_graphql::ID;
use maillage::graphql::parse_id;
use serde_json::json;

use crate::harness::{Network, User};
use crate::network::people::{PASSWORD, accept, invite, pair, sign_in, token};
use crate::observation::{NONE, run};

/// Somebody invited by somebody, who chose a password and signed in.
async fn joined<'n>(
    network: &'n Network,
    by: &User<'_>,
    email: &str,
    role: &str,
    member: Option<&str>,
) -> User<'n> {
    let member = member.map(|id| parse_id(&ID::from(id)).unwrap());
    let invitation = invite(by, email, role, member).await;
    accept(network, &token(&invitation), PASSWORD).await;
    let access = pair(&sign_in(network, email, PASSWORD).await, "signIn").0;
    network.bearer(&access).await.unwrap()
}

async fn member(administrator: &User<'_>, name: &str) -> String {
    let made = run(administrator, "createMember", "member { id }", json!({ "name": name })).await;
    made.text("/createMember/member/id").to_owned()
}

async fn publish_charter(administrator: &User<'_>) {
    let text = json!({ "textFr": "Charte de partage.", "textEn": "Sharing charter." });
    let published = run(administrator, "publishCharter", "charter { id }", text).await;
    assert_eq!(published.mistakes("publishCharter"), NONE);
}

async fn accept_charter(coordinator: &User<'_>) {
    let pending = coordinator.ask("{ viewer { charterToAccept { id } } }").await;
    let charter = pending.at("/viewer/charterToAccept/id");
    let accepted = run(coordinator, "acceptCharter", "charter { id }", json!({ "charter": charter })).await;
    assert_eq!(accepted.mistakes("acceptCharter"), NONE);
}
