//! Sessions moved for a reason, with what follows them.

use serde_json::{Value, json};

use super::coordination::{NONE, edition, phase, sessions, version};
use crate::harness::{Answer, Network, User};

const EFFECT: &str = "effect { moves { session { id startsAt version } from to endsFrom endsTo } overtaken { id } \
    points { code day record other } } adaptation { id reason author moves { session { id } from to } } \
    userErrors { code field }";

/// Three sessions, one a phase, each phase waiting for the one before it.
struct Plan {
    edition: String,
    ids: Vec<String>,
}

async fn planned(user: &User<'_>) -> Plan {
    let edition = edition(user).await;
    let (mut ids, mut behind) = (Vec::new(), Vec::new());
    for (title, start) in
        [("Un", "2028-03-20T08:00:00Z"), ("Deux", "2028-03-21T08:00:00Z"), ("Trois", "2028-06-20T07:00:00Z")]
    {
        let names: Vec<&str> = behind.iter().map(String::as_str).collect();
        let id = phase(user, &edition, title, &names).await;
        let input = json!({ "edition": edition, "title": title, "phase": id });
        ids.extend(sessions(user, input, start).await);
        behind = vec![id];
    }
    Plan { edition, ids }
}

async fn reschedule(user: &User<'_>, id: &str, start: &str, over: Value) -> Answer {
    let end: chrono::DateTime<chrono::Utc> = start.parse().unwrap();
    let mut input = json!({ "id": id, "expectedVersion": version(user, "Session", id).await, "startsAt": start,
        "endsAt": (end + chrono::TimeDelta::hours(2)).to_rfc3339(), "reason": "Salle fermée" });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    let document = format!(
        "mutation($input: RescheduleSessionInput!) {{ rescheduleSession(input: $input) {{ {EFFECT} }} }}"
    );
    user.ask_with(&document, json!({ "input": input })).await
}

async fn starts(user: &User<'_>, plan: &Plan) -> Vec<String> {
    let document =
        format!(r#"{{ edition(id: "{}") {{ sessions {{ nodes {{ startsAt }} }} }} }}"#, plan.edition);
    user.ask(&document).await.each("/edition/sessions/nodes", "/startsAt")
}

#[tokio::test]
async fn a_trial_shows_what_would_be_and_writes_nothing() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let plan = planned(&user).await;
    let before = starts(&user, &plan).await;
    let over = json!({ "dryRun": true, "shiftFollowing": true });
    let tried = reschedule(&user, &plan.ids[0], "2028-03-27T07:00:00Z", over).await;
    assert_eq!(tried.mistakes("rescheduleSession"), NONE);
    assert!(tried.at("/rescheduleSession/adaptation").is_null());
    assert_eq!(starts(&user, &plan).await, before);
    assert_eq!(version(&user, "Session", &plan.ids[0]).await, 1);
    let done = json!({ "shiftFollowing": true });
    let done = reschedule(&user, &plan.ids[0], "2028-03-27T07:00:00Z", done).await;
    let moves = |answer: &Answer, field: &str| answer.each("/rescheduleSession/effect/moves", field);
    for field in ["/from", "/to", "/endsFrom", "/endsTo", "/session/id"] {
        assert_eq!(moves(&tried, field), moves(&done, field), "{field}");
    }
    assert_eq!(tried.at("/rescheduleSession/effect/points"), done.at("/rescheduleSession/effect/points"));
    // Nine o'clock in winter is nine o'clock in summer.
    let expected = ["2028-03-27T07:00:00+00:00", "2028-03-28T07:00:00+00:00", "2028-06-27T07:00:00+00:00"];
    assert_eq!(moves(&done, "/to"), expected);
    assert_eq!(starts(&user, &plan).await, expected);
    assert_eq!(version(&user, "Session", &plan.ids[2]).await, 2);
    assert_eq!(network.count("select sum(sequence) from session").await, 3);
    let log = format!(
        r#"{{ edition(id: "{}") {{ coordination {{ adaptations {{ nodes {{ reason author moves {{ to }} }} }} }} }} }}"#,
        plan.edition
    );
    let log = user.ask(&log).await;
    assert_eq!(log.text("/edition/coordination/adaptations/nodes/0/reason"), "Salle fermée");
    assert_eq!(log.each("/edition/coordination/adaptations/nodes/0/moves", "/to"), expected);
}

#[tokio::test]
async fn what_stays_and_comes_too_early_is_told_and_holidays_too() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let plan = planned(&user).await;
    // Easter Monday 2028.
    let told = reschedule(&user, &plan.ids[0], "2028-04-17T07:00:00Z", json!({ "dryRun": true })).await;
    assert_eq!(told.each("/rescheduleSession/effect/overtaken", "/id"), [plan.ids[1].clone()]);
    assert_eq!(told.each("/rescheduleSession/effect/points", "/code"), ["PUBLIC_HOLIDAY"]);
    assert_eq!(told.each("/rescheduleSession/effect/points", "/record"), [plan.ids[0].clone()]);
}

#[tokio::test]
async fn following_sessions_are_never_pushed_out_of_the_edition() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let plan = planned(&user).await;
    let before = starts(&user, &plan).await;
    let far = "2028-04-03T07:00:00Z";
    let tried = json!({ "dryRun": true, "shiftFollowing": true });
    let tried = reschedule(&user, &plan.ids[0], far, tried).await;
    assert_eq!(tried.each("/rescheduleSession/effect/points", "/code"), ["SESSION_OUTSIDE_EDITION"]);
    let refused = reschedule(&user, &plan.ids[0], far, json!({ "shiftFollowing": true })).await;
    assert_eq!(refused.mistakes("rescheduleSession"), ["NOT_FEASIBLE"]);
    assert_eq!(refused.at("/rescheduleSession/userErrors/0/field"), &json!(["shiftFollowing"]));
    assert_eq!(starts(&user, &plan).await, before);
    assert_eq!(network.count("select count(*) from adaptation").await, 0);
}

#[tokio::test]
async fn wrong_moves_are_refused_at_their_field() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let foreign = network.advisor(network.member("DLA B").await).await;
    let plan = planned(&user).await;
    let wrong = [
        (json!({ "endsAt": "2028-03-22T07:00:00Z" }), "ENDS_BEFORE_START", "endsAt"),
        (
            json!({ "startsAt": "2028-02-20T08:00:00Z", "endsAt": "2028-02-20T10:00:00Z" }),
            "OUT_OF_RANGE",
            "startsAt",
        ),
        (json!({ "reason": "  " }), "REASON_REQUIRED", "reason"),
        (json!({ "expectedVersion": 7 }), "VERSION_CONFLICT", "expectedVersion"),
        (json!({ "id": "session_0" }), "NOT_FOUND", "id"),
    ];
    for (over, code, field) in wrong {
        let refused = reschedule(&user, &plan.ids[0], "2028-03-22T08:00:00Z", over).await;
        assert_eq!(refused.mistakes("rescheduleSession"), [code]);
        assert_eq!(refused.at("/rescheduleSession/userErrors/0/field"), &json!([field]));
    }
    let input = json!({ "id": plan.ids[0], "expectedVersion": 1, "startsAt": "2028-03-22T08:00:00Z",
        "endsAt": "2028-03-22T09:00:00Z", "reason": "x" });
    let document = "mutation($input: RescheduleSessionInput!) { rescheduleSession(input: $input) { userErrors { code field } } }";
    let unseen = foreign.ask_with(document, json!({ "input": input })).await;
    assert_eq!(unseen.mistakes("rescheduleSession"), ["NOT_FOUND"]);
    let (one, two) = tokio::join!(
        user.ask_with(document, json!({ "input": input })),
        user.ask_with(document, json!({ "input": input })),
    );
    let mut mistakes = [one.mistakes("rescheduleSession"), two.mistakes("rescheduleSession")];
    mistakes.sort();
    assert_eq!(mistakes, [vec![], vec!["VERSION_CONFLICT".to_owned()]]);
    assert_eq!(network.count("select count(*) from adaptation").await, 1);
}
