use serde_json::{Value, json};

use super::{begin, go, run, structure};
use crate::harness::{Network, User};

const BOARD: &str = "query($cards: Int) { accompanimentBoard(cards: $cards) { count lateCount columns { stage count lateCount \
    cards { holder stage structure { name } referent { name } delays { kind dueOn days } steps { stage } } } } }";

async fn board(user: &User<'_>, cards: i32) -> Value {
    user.ask_with(BOARD, json!({ "cards": cards })).await.at("/accompanimentBoard").clone()
}

/// Five accompaniments at each of the eight marks of the way, the first of each late.
async fn forty(user: &User<'_>) {
    let theatre = structure(user, "Théâtre du Port").await;
    for steps in 0..8 {
        for number in 0..5 {
            let mut over = json!({});
            if number == 1 {
                over["beneficiary"] = json!({ "structure": theatre });
            }
            let id = begin(user, over).await;
            go(user, &id, steps).await;
            if number == 0 {
                let late = json!({ "accompaniment": id, "heldOn": "2028-02-20", "note": "x", "nextDueOn": "2028-02-25" });
                run(user, "addFollowUp", "followUp { id }", late).await;
            }
        }
    }
}

#[tokio::test]
async fn an_advisor_sees_forty_by_stage_with_what_is_late_in_a_few_statements() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    begin(&advisor, json!({ "beneficiary": { "structure": structure(&advisor, "Fanfare").await } })).await;
    let (_, few) = network.statements(board(&advisor, 20)).await;
    forty(&advisor).await;
    let (seen, many) = network.statements(board(&advisor, 20)).await;
    assert_eq!((few, many), (4, 4), "board, structures, referents, steps");
    assert_eq!((&seen["count"], &seen["lateCount"]), (&json!(41), &json!(8)));
    let columns = seen["columns"].as_array().unwrap();
    let told: Vec<_> = columns
        .iter()
        .map(|column| {
            (
                column["stage"].as_str().unwrap(),
                column["count"].as_i64().unwrap(),
                column["lateCount"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("RECEPTION", 6, 1),
            ("ELIGIBILITY", 5, 1),
            ("DIAGNOSIS", 15, 3),
            ("PLAN", 5, 1),
            ("COMMITTEE", 5, 1),
            ("ENGINEERING", 5, 1),
            ("FOLLOW_UP", 0, 0)
        ]
    );
    let late = json!([{ "kind": "FOLLOW_UP", "dueOn": "2028-02-25", "days": 4 }]);
    assert_eq!(columns[1]["cards"][0]["delays"], late);
    assert_eq!(columns[1]["cards"][1]["delays"], json!([]));
}

#[tokio::test]
async fn an_advisor_asks_for_fewer_cards_and_still_reads_how_many_there_are() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for due in ["2028-03-05", "2028-02-27", "2028-03-01"] {
        begin(&advisor, json!({ "dueOn": due, "beneficiary": { "holder": due } })).await;
    }
    let closed = begin(&advisor, json!({ "dueOn": "2028-02-01" })).await;
    go(&advisor, &closed, 9).await;
    let seen = board(&advisor, 2).await;
    let holders: Vec<_> =
        seen["columns"][0]["cards"].as_array().unwrap().iter().map(|card| card["holder"].clone()).collect();
    assert_eq!(holders, ["2028-02-27", "2028-03-01"]);
    assert_eq!((&seen["columns"][0]["count"], &seen["lateCount"]), (&json!(3), &json!(1)));
    let none = board(&advisor, 0).await;
    assert_eq!((&none["columns"][0]["count"], &none["columns"][0]["cards"]), (&json!(3), &json!([])));
    let many = advisor.ask_with(BOARD, json!({ "cards": 51 })).await;
    assert_eq!(many.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn an_advisor_sees_the_board_of_one_referent() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (advisor, coordinator) = (network.advisor(member).await, network.coordinator(member).await);
    begin(&advisor, json!({})).await;
    begin(&coordinator, json!({})).await;
    let document = "query($of: ID) { accompanimentBoard(referent: $of) { count } }";
    for (who, expected) in [(Some(&advisor), 1), (None, 0)] {
        let id = who.map(|user| maillage::graphql::id_text(user.actor().account().unwrap()).0);
        let of = id.unwrap_or_else(|| "x".to_owned());
        let answer = advisor.ask_with(document, json!({ "of": of })).await;
        assert_eq!(answer.at("/accompanimentBoard/count"), expected);
    }
}
