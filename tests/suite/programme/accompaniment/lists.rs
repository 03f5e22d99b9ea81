use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::{begin, go, structure};
use crate::harness::{Network, User};

async fn found(user: &User<'_>, filter: Value) -> i64 {
    let document =
        "query($filter: AccompanimentFilter) { accompaniments(filter: $filter) { totalCount nodes { id } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let total = answer.at("/accompaniments/totalCount").as_i64().unwrap();
    assert_eq!(i64::try_from(answer.each("/accompaniments/nodes", "/id").len()).unwrap(), total);
    total
}

#[tokio::test]
async fn an_advisor_filters_by_each_thing_it_expects() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (advisor, coordinator) = (network.advisor(member).await, network.coordinator(member).await);
    let theatre = structure(&advisor, "Théâtre du Port").await;
    let over =
        json!({ "beneficiary": { "structure": theatre }, "dueOn": "2028-02-28", "request": "Trésorerie" });
    begin(&advisor, over).await;
    let closed = begin(&coordinator, json!({ "dueOn": "2028-02-01" })).await;
    go(&coordinator, &closed, 9).await;
    begin(&coordinator, json!({ "dueOn": "2028-02-29" })).await;
    let referent = id_text(advisor.actor().account().unwrap()).0;
    for (filter, expected) in [
        (json!({}), 3),
        (json!({ "stages": ["RECEPTION"] }), 2),
        (json!({ "stages": ["CLOSED", "PLAN"] }), 1),
        (json!({ "referent": [referent] }), 1),
        (json!({ "structure": [theatre] }), 1),
        (json!({ "structure": ["x"] }), 0),
        (json!({ "late": true }), 1),
        (json!({ "late": false }), 2),
        (json!({ "open": true }), 2),
        (json!({ "open": false }), 1),
        (json!({ "search": "theatre port tresorerie" }), 1),
        (json!({ "search": "LEFEVRE modele" }), 2),
        (json!({ "search": "lefevre", "open": true, "late": false }), 1),
    ] {
        assert_eq!(found(&advisor, filter.clone()).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn an_advisor_pages_through_every_order_without_loss() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for (day, due) in
        [("10", json!("2028-03-01")), ("11", Value::Null), ("12", json!("2028-02-20")), ("13", Value::Null)]
    {
        begin(&advisor, json!({ "receivedOn": format!("2028-01-{day}"), "dueOn": due })).await;
    }
    let document = "query($order: [AccompanimentOrder!], $after: String) {
        accompaniments(orderBy: $order, first: 1, after: $after) { nodes { receivedOn } pageInfo { endCursor } } }";
    for (field, direction, expected) in [
        ("RECEIVED_ON", "DESC", ["13", "12", "11", "10"]),
        ("STAGE_ENTERED_ON", "ASC", ["10", "11", "12", "13"]),
        ("STAGE_DUE_ON", "ASC", ["12", "10", "11", "13"]),
        ("UPDATED_AT", "ASC", ["10", "11", "12", "13"]),
    ] {
        let (mut after, mut days) = (Value::Null, Vec::new());
        for _ in 0..4 {
            let order = json!([{ "field": field, "direction": direction }]);
            let answer = advisor.ask_with(document, json!({ "order": order, "after": after })).await;
            days.push(answer.text("/accompaniments/nodes/0/receivedOn").replace("2028-01-", ""));
            after = answer.at("/accompaniments/pageInfo/endCursor").clone();
        }
        assert_eq!(days, expected, "{field}");
    }
}
