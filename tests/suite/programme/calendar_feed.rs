//! Secret addresses to which calendars subscribe.

use axum::Router;
use maillage::http::router;
use serde_json::{Value, json};

use super::coordination::{NONE, edition, made_id, run, sessions, version};
use crate::harness::{Network, User};
use crate::http::get;
use maillage::graphql::id_text;

fn server(network: &Network) -> Router {
    router(network.app().http().unwrap())
}

/// Makes a feed; its id and its path.
async fn subscribe(user: &User<'_>, edition: Option<&str>) -> (String, String) {
    let input = json!({ "edition": edition });
    let made = run(user, "createCalendarFeed", "issued { path calendarFeed { id } }", input).await;
    assert_eq!(made.mistakes("createCalendarFeed"), NONE);
    let issued = made.at("/createCalendarFeed/issued");
    (issued["calendarFeed"]["id"].as_str().unwrap().to_owned(), issued["path"].as_str().unwrap().to_owned())
}

/// An edition with a weekly series of which one is moved and one cancelled, a single session, and a task.
async fn busy(user: &User<'_>) -> String {
    let edition = edition(user).await;
    let input =
        json!({ "edition": edition, "title": "Atelier", "place": "Salle A", "rule": "FREQ=WEEKLY;COUNT=4" });
    let weekly = sessions(user, input, "2028-03-14T08:00:00Z").await;
    sessions(user, json!({ "edition": edition, "title": "Bilan; fin" }), "2028-06-01T07:00:00Z").await;
    let moved = json!({ "id": weekly[1], "expectedVersion": 1, "startsAt": "2028-03-22T09:00:00Z",
        "endsAt": "2028-03-22T11:00:00Z", "reason": "Salle" });
    run(user, "rescheduleSession", "effect { moves { to } }", moved).await;
    let cancelled = json!({ "id": weekly[2], "expectedVersion": 1, "reason": "Grève" });
    made_id(user, "cancelSession", "session", cancelled).await;
    let account = id_text(user.actor().account().unwrap()).0;
    let task = json!({ "edition": edition, "title": "Réserver", "dueOn": "2028-03-10", "assignee": account });
    made_id(user, "addTask", "task", task).await;
    edition
}

#[tokio::test]
async fn an_owner_reads_sessions_series_and_tasks_at_a_secret_address() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let edition = busy(&user).await;
    let (_, path) = subscribe(&user, Some(&edition)).await;
    let answer = get(&server(&network), &path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "private");
    let text = answer.text.replace("\r\n ", "");
    let count = |part: &str| text.matches(part).count();
    assert_eq!(count("BEGIN:VEVENT"), 5, "{text}");
    assert_eq!((count("RRULE:FREQ=WEEKLY"), count("RECURRENCE-ID"), count("STATUS:CANCELLED")), (1, 2, 1));
    assert!(text.contains("DTSTART;TZID=Europe/Paris:20280322T100000"), "{text}");
    assert!(
        text.contains("X-WR-CALNAME:Parcours – édition 1") && text.contains("LOCATION:Salle A"),
        "{text}"
    );
    assert!(text.contains("SUMMARY:À faire : Réserver"), "{text}");
    assert_eq!(get(&server(&network), &path).await.text, answer.text, "the same bytes while nothing changes");
    let kept = "select count(*) from calendar_feed where length(secret_hash) = 64";
    assert_eq!(network.count(kept).await, 1);
}

#[tokio::test]
async fn a_single_session_keeps_its_uid_and_its_sequence_rises() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let edition = edition(&user).await;
    let id = sessions(&user, json!({ "edition": edition, "title": "Bilan" }), "2028-06-01T07:00:00Z")
        .await
        .remove(0);
    let (_, path) = subscribe(&user, None).await;
    let read = async || get(&server(&network), &path).await.text;
    assert!(read().await.contains(&format!("UID:{id}")) && read().await.contains("SEQUENCE:0"));
    let moved = json!({ "id": id, "expectedVersion": version(&user, "Session", &id).await,
        "startsAt": "2028-06-02T07:00:00Z", "endsAt": "2028-06-02T08:00:00Z", "reason": "Salle" });
    run(&user, "rescheduleSession", "effect { moves { to } }", moved).await;
    let text = read().await;
    assert!(text.contains(&format!("UID:{id}")) && text.contains("SEQUENCE:1"), "{text}");
    assert!(text.contains("X-WR-CALNAME:Maillage"), "{text}");
}

#[tokio::test]
async fn a_feed_ends_with_its_revocation_its_successor_and_its_owners_membership() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let (user, coordinator) = (network.advisor(member).await, network.coordinator(member).await);
    let edition = busy(&user).await;
    let status = async |path: &str| get(&server(&network), path).await.status.as_u16();
    let (_, first) = subscribe(&user, Some(&edition)).await;
    let (id, second) = subscribe(&user, Some(&edition)).await;
    let (_, all) = subscribe(&user, None).await;
    assert_eq!((status(&first).await, status(&second).await, status(&all).await), (404, 200, 200));
    let listed = user.ask("{ calendarFeeds { totalCount nodes { id edition { id } } } }").await;
    assert_eq!(listed.each("/calendarFeeds/nodes", "/id").len(), 2);
    let input = json!({ "id": id });
    let foreign = run(&coordinator, "revokeCalendarFeed", "calendarFeed { id }", input.clone()).await;
    assert_eq!(foreign.mistakes("revokeCalendarFeed"), ["NOT_FOUND"]);
    made_id(&user, "revokeCalendarFeed", "calendarFeed", input.clone()).await;
    assert_eq!(status(&second).await, 404);
    let twice = run(&user, "revokeCalendarFeed", "calendarFeed { id }", input).await;
    assert_eq!(twice.mistakes("revokeCalendarFeed"), ["ILLEGAL_TRANSITION"]);
    let membership = id_text(user.actor().identity().unwrap().membership).0;
    let ended = run(&coordinator, "endMembership", "membership { id }", json!({ "id": membership })).await;
    assert_eq!(ended.mistakes("endMembership"), NONE);
    assert_eq!(status(&all).await, 404);
}

#[tokio::test]
async fn nobody_else_learns_anything_at_an_address() {
    let network = Network::new().await;
    let user = network.advisor(network.member("DLA A").await).await;
    let foreign = network.advisor(network.member("DLA B").await).await;
    let edition = busy(&user).await;
    let refused = run(&foreign, "createCalendarFeed", "issued { path }", json!({ "edition": edition })).await;
    assert_eq!(refused.mistakes("createCalendarFeed"), ["NOT_FOUND"]);
    let analyst = network.analyst().await;
    let refused = run(&analyst, "createCalendarFeed", "issued { path }", json!({})).await;
    assert_eq!(refused.mistakes("createCalendarFeed"), ["NOT_ALLOWED"]);
    let (_, path) = subscribe(&foreign, None).await;
    let empty = get(&server(&network), &path).await;
    assert_eq!((empty.status.as_u16(), empty.text.contains("VEVENT")), (200, false));
    for path in ["/calendar/x.ics", "/calendar/.ics", "/calendar/x", "/calendar/%00.ics", "/calendar/"] {
        let answer = get(&server(&network), path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], Value::from("NOT_FOUND"), "{path}");
    }
}
