//! The feasibility report and the schedule of a page of editions.

use serde_json::{Value, json};

use super::design::{Thing, does, edition, objective, over_it, programme, session, team};
use crate::harness::{Network, User};

const BOTH: &str = "feasibility { feasible cost certain points { code record other } } schedule { nextSession { title } \
    overdueTasks { title } blockedPhases { phase { title } waitsFor { title } } clashes { code record other } }";

/// A draft with two sessions at once in a room, two phases, money and a task that is late.
async fn busy(user: &User<'_>, programme: &Thing, room: &Thing) -> Thing {
    let made = edition(user, programme, json!({})).await;
    objective(user, &made).await;
    let of = |over: Value| over_it(json!({ "edition": made.id, "title": "Ateliers" }), over);
    let phase = does(user, "addPhase", "phase", of(json!({ "kind": "atelier-collectif" }))).await;
    let later = json!({ "kind": "atelier-collectif", "dependsOn": [phase.id] });
    does(user, "addPhase", "phase", of(later)).await;
    for _ in 0..2 {
        session(user, &made, "2028-03-14", json!({ "resources": [room.id], "phase": phase.id })).await;
    }
    does(user, "addTask", "task", of(json!({ "dueOn": "2028-02-28" }))).await;
    let line = json!({ "edition": made.id, "kind": "HUMAN", "account": "62", "label": "Intervenants", "quantity": 2.0,
        "unit": "jour", "unitCost": 90_000 });
    does(user, "addBudgetLine", "budgetLine", line).await;
    let money = json!({ "edition": made.id, "label": "DRAC", "amount": 180_000, "status": "GRANTED" });
    does(user, "addFundingLine", "fundingLine", money).await;
    made
}

async fn room(user: &User<'_>) -> Thing {
    does(user, "addResource", "resource", json!({ "kind": "ROOM", "name": "Grande salle" })).await
}

#[tokio::test]
async fn reports_and_schedules_of_a_page_cost_the_same_statements_and_say_what_they_say_alone() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let (made, room) = (programme(&user, json!({})).await, room(&user).await);
    let mut drafts = Vec::new();
    for _ in 0..4 {
        drafts.push(busy(&user, &made, &room).await);
    }
    let one = format!("query($id: ID!) {{ edition(id: $id) {{ id {BOTH} }} }}");
    let (alone, few) = network.statements(user.ask_with(&one, json!({ "id": drafts[0].id }))).await;
    let page = format!("{{ editions(first: 4) {{ nodes {{ id {BOTH} }} }} }}");
    let (all, many) = network.statements(user.ask(&page)).await;
    assert_eq!(few, many, "one edition and four");
    let report = alone.at("/edition");
    assert_eq!(
        (&report["feasibility"]["cost"], &report["feasibility"]["certain"]),
        (&json!(180_000), &json!(180_000))
    );
    let clashes = report["schedule"]["clashes"].as_array().unwrap();
    assert_eq!(clashes.len(), 1 + 2 * 6, "once within it, and each of its sessions with the six others");
    assert!(clashes.iter().all(|clash| clash["code"] == "RESOURCE_CLASH"));
    assert_eq!(report["schedule"]["blockedPhases"][0]["waitsFor"], json!([{ "title": "Ateliers" }]));
    assert_eq!(report["schedule"]["overdueTasks"].as_array().unwrap().len(), 1);
    for draft in &drafts {
        let alone = user.ask_with(&one, json!({ "id": draft.id })).await;
        let nodes = all.at("/editions/nodes").as_array().unwrap();
        assert_eq!(nodes.iter().find(|node| node["id"] == draft.id), Some(alone.at("/edition")));
    }
}

#[tokio::test]
async fn a_clash_with_what_is_given_up_or_may_not_be_seen_is_not_told() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let room = room(&user).await;
    let plan = async |day: &str| {
        let made = programme(&user, json!({})).await;
        let made = edition(&user, &made, json!({})).await;
        session(&user, &made, day, json!({ "resources": [room.id] })).await;
        made
    };
    let (mine, other) = (plan("2028-03-14").await, plan("2028-03-14").await);
    plan("2028-03-15").await;
    let clashes = async || {
        let document = "query($id: ID!) { edition(id: $id) { schedule { clashes { code } } } }";
        let told = user.ask_with(document, json!({ "id": mine.id })).await;
        told.each("/edition/schedule/clashes", "/code").len()
    };
    assert_eq!(clashes().await, 1);
    let give_up =
        over_it(super::design::now(&user, &other).await.with(json!({})), json!({ "reason": "Sans public" }));
    does(&user, "cancelEdition", "edition", give_up).await;
    assert_eq!(clashes().await, 0);
}

#[tokio::test]
async fn products_cost_nothing_and_money_is_told_by_its_state() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let made = edition(&user, &programme(&user, json!({})).await, json!({})).await;
    for (account, cost) in [("6226", 90_000), ("74", 500_000), ("86", 700_000)] {
        let line = json!({ "edition": made.id, "kind": "HUMAN", "account": account, "label": "Ligne", "quantity": 2.0,
            "unit": "jour", "unitCost": cost, "actual": 170_000 });
        does(&user, "addBudgetLine", "budgetLine", line).await;
    }
    for (amount, status) in
        [(50_000, "REFUSED"), (100_000, "GRANTED"), (60_000, "PLANNED"), (20_000, "GRANTED")]
    {
        let money = json!({ "edition": made.id, "label": "Aide", "amount": amount, "status": status });
        does(&user, "addFundingLine", "fundingLine", money).await;
    }
    let document = "query($id: ID!) { edition(id: $id) { feasibility { cost actual certain hoped refused balance { status amount } } } }";
    let told = user.ask_with(document, json!({ "id": made.id })).await;
    let balance = json!([{ "status": "PLANNED", "amount": 60_000 }, { "status": "GRANTED", "amount": 120_000 },
        { "status": "REFUSED", "amount": 50_000 }]);
    let report = json!({ "cost": 180_000, "actual": 170_000, "certain": 120_000, "hoped": 60_000, "refused": 50_000, "balance": balance });
    assert_eq!(told.at("/edition/feasibility"), &report);
    let wide = json!({ "edition": made.id, "kind": "OTHER", "account": "60", "label": "x", "quantity": 1_000.0, "unit": "u",
        "unitCost": 9_007_199_254_740_991_i64 });
    let refused = crate::observation::run(&user, "addBudgetLine", "budgetLine { id }", wide).await;
    assert_eq!(refused.mistakes("addBudgetLine"), ["OUT_OF_RANGE"]);
    assert_eq!(refused.at("/addBudgetLine/userErrors/0/field"), &json!(["quantity"]));
}

#[tokio::test]
async fn the_public_holidays_are_those_of_the_place_of_each_session() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let made = edition(
        &user,
        &programme(&user, json!({})).await,
        json!({ "startsOn": "2028-01-01", "endsOn": "2028-12-31" }),
    )
    .await;
    let at = |kind: &str, code: &str| json!({ "territory": { "code": { "kind": kind, "code": code } } });
    for day in ["2028-12-20", "2028-12-26"] {
        session(&user, &made, day, at("DEPARTMENT", "67")).await;
        session(&user, &made, day, at("REGION", "04")).await;
        session(&user, &made, day, json!({})).await;
    }
    let document = "query($id: ID!) { edition(id: $id) { feasibility { points { code day } } } }";
    let told = user.ask_with(document, json!({ "id": made.id })).await;
    let points = told.at("/edition/feasibility/points").as_array().unwrap();
    let holidays = points.iter().filter(|point| point["code"] == "PUBLIC_HOLIDAY");
    let days: Vec<&str> = holidays.map(|point| point["day"].as_str().unwrap()).collect();
    assert_eq!(days, ["2028-12-20", "2028-12-26"], "of La Réunion and of the Bas-Rhin, and none of Rezé");
}
