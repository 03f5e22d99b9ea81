use serde_json::{Value, json};

use super::course::{Course, told};
use super::design::{Thing, session};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run};

async fn note(user: &User<'_>, session: &str, entries: Value) -> Answer {
    let input = json!({ "session": session, "entries": entries });
    run(user, "recordAttendance", "attendance { presence hours sheet version enrolment { id } }", input).await
}

#[tokio::test]
async fn an_advisor_notes_a_whole_session_at_once_and_again() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let course = Course::open(&network.coordinator(member).await, None).await;
    let advisor = network.advisor(member).await;
    let who = course.enrol(&advisor, &["A", "B"]).await;
    let entries = json!([
        { "enrolment": who[0], "presence": "PRESENT", "hours": 3.5, "sheet": "F-12" },
        { "enrolment": who[1], "presence": "ABSENT" },
    ]);
    let answer = note(&advisor, &course.session, entries).await;
    assert_eq!(answer.mistakes("recordAttendance"), NONE, "{answer:?}");
    assert_eq!(answer.each("/recordAttendance/attendance", "/hours"), ["3.5", "null"]);
    let rate = course.ask(&advisor, "attendanceRate").await;
    assert_eq!(rate.at("/edition/attendanceRate"), 0.5);
    let again = json!([{ "enrolment": who[1], "presence": "PRESENT", "hours": 0 }]);
    let answer = note(&advisor, &course.session, again).await;
    assert_eq!(answer.at("/recordAttendance/attendance/0/version"), 2, "{answer:?}");
    let fields = "attendanceRate nextSession { id } sessions { nodes { attendance { totalCount nodes { presence } } } }";
    let all = course.ask(&advisor, fields).await;
    assert_eq!(all.text("/edition/nextSession/id"), course.session);
    assert_eq!(all.at("/edition/attendanceRate"), 1.0);
    assert_eq!(all.at("/edition/sessions/nodes/0/attendance/totalCount"), 2);
    assert_eq!(network.count("select count(*) from audit_entry where action = 'recordAttendance'").await, 3);
}

#[tokio::test]
async fn an_advisor_is_told_what_cannot_be_noted() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let coordinator = network.coordinator(member).await;
    let course = Course::open(&coordinator, Some(1)).await;
    let foreign = Course::open(&coordinator, None).await;
    let who = course.enrol(&coordinator, &["A", "B"]).await;
    let other = foreign.enrol(&coordinator, &["C"]).await;
    let entries = json!([
        { "enrolment": who[0], "presence": "PRESENT", "hours": -1 },
        { "enrolment": who[1], "presence": "PRESENT" },
        { "enrolment": other[0], "presence": "PRESENT" },
        { "enrolment": "rien", "presence": "PRESENT" },
        { "enrolment": who[0], "presence": "PRESENT" },
    ]);
    let answer = note(&coordinator, &course.session, entries).await;
    let places = [
        "NOT_FOUND entries.3.enrolment",
        "OUT_OF_RANGE entries.0.hours",
        "ILLEGAL_TRANSITION entries.1.enrolment",
        "NOT_FOUND entries.2.enrolment",
        "ALREADY_EXISTS entries.4.enrolment",
    ];
    assert_eq!(told(&answer, "recordAttendance"), places);
    let long = json!([{ "enrolment": who[0], "presence": "PRESENT", "hours": 24.5 }]);
    let answer = note(&coordinator, &course.session, long).await;
    assert_eq!(told(&answer, "recordAttendance"), ["OUT_OF_RANGE entries.0.hours"]);
    let fine = json!([{ "enrolment": who[0], "presence": "EXCUSED" }]);
    let answer = note(&coordinator, &foreign.session, fine.clone()).await;
    assert_eq!(told(&answer, "recordAttendance"), ["NOT_FOUND entries.0.enrolment"]);
    let answer = note(&coordinator, "rien", fine.clone()).await;
    assert_eq!(told(&answer, "recordAttendance"), ["NOT_FOUND session"]);
    let answer = note(&coordinator, &course.session, json!([])).await;
    assert_eq!(told(&answer, "recordAttendance"), ["REQUIRED entries"]);
    let stranger = network.coordinator(network.member("DLA B").await).await;
    let answer = note(&stranger, &course.session, fine.clone()).await;
    assert_eq!(told(&answer, "recordAttendance"), ["NOT_ALLOWED session"]);
    let edition = Thing { id: course.id.clone(), version: 0 };
    let gone = session(&coordinator, &edition, "2028-04-11", json!({})).await;
    run(&coordinator, "cancelSession", "session { id }", gone.with(json!({ "reason": "Grève" }))).await;
    let answer = note(&coordinator, &gone.id, fine).await;
    assert_eq!(told(&answer, "recordAttendance"), ["ALREADY_CANCELLED session"]);
    assert_eq!(network.count("select count(*) from attendance").await, 0);
}
