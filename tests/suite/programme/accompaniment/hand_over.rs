use entity::MemberId;
use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::{NONE, begin, go, see, step, told};
use crate::harness::{Network, User};

fn account(user: &User<'_>) -> String {
    id_text(user.actor().account().unwrap()).0
}

async fn two(network: &Network, member: MemberId) -> (User<'_>, User<'_>) {
    (network.advisor(member).await, network.coordinator(member).await)
}

#[tokio::test]
async fn an_advisor_hands_over_and_the_history_stays() {
    let network = Network::new().await;
    let (one, other) = two(&network, network.member("DLA 44").await).await;
    let id = begin(&one, json!({})).await;
    let to = |who: &User<'_>, on: &str, note: Value| json!({ "to": account(who), "on": on, "note": note });
    let first = to(&other, "2028-02-01", json!("Appeler la présidente."));
    let answer = step(&one, "handOverAccompaniment", &id, first).await;
    assert_eq!(answer.mistakes("handOverAccompaniment"), NONE);
    assert_eq!(answer.text("/handOverAccompaniment/accompaniment/referent/id"), account(&other));
    step(&other, "handOverAccompaniment", &id, to(&one, "2028-02-10", Value::Null)).await;
    let document = format!(
        r#"{{ accompaniment(id: "{id}") {{ handOvers {{ nodes {{ handedOn note from {{ name }} to {{ name }} }} }} }} }}"#
    );
    let seen = one.ask(&document).await;
    assert_eq!(
        seen.at("/accompaniment/handOvers/nodes"),
        &json!([
            { "handedOn": "2028-02-10", "note": null, "from": { "name": "COORDINATOR" }, "to": { "name": "ADVISOR" } },
            { "handedOn": "2028-02-01", "note": "Appeler la présidente.", "from": { "name": "ADVISOR" },
              "to": { "name": "COORDINATOR" } },
        ])
    );
}

#[tokio::test]
async fn an_advisor_hands_over_to_a_colleague_only() {
    let network = Network::new().await;
    let (one, other) = two(&network, network.member("DLA 44").await).await;
    let stranger = network.advisor(network.member("DLA 01").await).await;
    let id = begin(&one, json!({})).await;
    let hand = async |to: &str, on: &str| {
        told(
            &step(&one, "handOverAccompaniment", &id, json!({ "to": to, "on": on })).await,
            "handOverAccompaniment",
        )
    };
    assert_eq!(hand(&account(&stranger), "2028-02-01").await, ["NOT_FOUND to"]);
    assert_eq!(hand(&account(&one), "2028-02-01").await, ["ALREADY_EXISTS to"]);
    assert_eq!(hand("x", "2028-02-01").await, ["NOT_FOUND to"]);
    assert_eq!(hand(&account(&other), "2028-03-02").await, ["IN_THE_FUTURE on"]);
    assert_eq!(hand(&account(&other), "2028-01-01").await, ["ENDS_BEFORE_START on"]);
    go(&one, &id, 9).await;
    assert_eq!(hand(&account(&other), "2028-02-28").await, ["ILLEGAL_TRANSITION id"]);
    assert_eq!(network.count("select count(*) from accompaniment_hand_over").await, 0);
    assert_eq!(see(&one, &id).await.text("/accompaniment/referent/id"), account(&one));
}
