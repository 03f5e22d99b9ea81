use maillage::access::Scope;
use serde_json::{Value, json};

use super::course::{Course, ENROLMENT, as_read, told};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, structure};

async fn apply(user: &User<'_>, edition: &str, new: Value) -> Answer {
    let input = json!({ "edition": edition, "participant": { "new": new } });
    run(user, "addApplication", &format!("enrolment {{ {ENROLMENT} }}"), input).await
}

async fn step(user: &User<'_>, mutation: &str, input: Value) -> Answer {
    run(user, mutation, &format!("enrolments {{ {ENROLMENT} }}"), input).await
}

async fn withdraw(user: &User<'_>, id: &str, version: i32, reason: &str) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version, "reason": reason });
    step(user, "withdrawEnrolment", input).await
}

#[tokio::test]
async fn an_advisor_takes_an_application_from_its_first_day_to_the_last() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let course = Course::open(&network.coordinator(member).await, Some(2)).await;
    let advisor = network.advisor(member).await;
    let new = json!({ "kind": "PERSON", "name": " Ada ", "email": "ada@example.org", "project": "Un lieu" });
    let answer = apply(&advisor, &course.id, new).await;
    assert_eq!(answer.mistakes("addApplication"), NONE, "{answer:?}");
    let id = &answer.text("/addApplication/enrolment/id").to_owned();
    assert_eq!(course.standing(&advisor).await, ["Ada APPLIED"]);
    let ids = as_read(&[id], 1);
    let accept = json!({ "edition": course.id, "enrolments": ids, "decision": "ACCEPT" });
    let answer = step(&advisor, "decideApplications", accept).await;
    assert_eq!(answer.text("/decideApplications/enrolments/0/status"), "ENROLLED");
    assert_eq!(answer.warnings("decideApplications"), NONE);
    let early = json!({ "edition": course.id, "enrolments": as_read(&[id], 3) });
    let answer = step(&advisor, "completeEnrolments", early.clone()).await;
    assert_eq!(told(&answer, "completeEnrolments"), ["ILLEGAL_TRANSITION enrolments.0.id"]);
    let answer = step(&advisor, "activateEnrolments", early).await;
    assert_eq!(answer.text("/activateEnrolments/enrolments/0/status"), "ACTIVE", "{answer:?}");
    let last = json!({ "edition": course.id, "enrolments": as_read(&[id], 4) });
    let answer = step(&advisor, "completeEnrolments", last).await;
    assert_eq!(answer.text("/completeEnrolments/enrolments/0/status"), "COMPLETED", "{answer:?}");
    let answer = withdraw(&advisor, id, 5, "Trop tard").await;
    assert_eq!(told(&answer, "withdrawEnrolment"), ["ILLEGAL_TRANSITION id"]);
}

#[tokio::test]
async fn a_cohort_fills_the_places_and_the_rest_waits_in_order() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA A").await).await;
    let course = Course::open(&coordinator, Some(2)).await;
    let answer = course.cohort(&coordinator, &["A", "B", "C", "D"], json!({})).await;
    assert_eq!(answer.mistakes("enrolCohort"), NONE, "{answer:?}");
    assert_eq!(answer.warnings("enrolCohort"), ["EDITION_FULL", "EDITION_FULL"]);
    assert_eq!(answer.at("/enrolCohort/userWarnings/0/field"), &json!(["participants", "2"]));
    assert_eq!(answer.each("/enrolCohort/enrolments", "/position"), ["null", "null", "1", "2"]);
    let counts = course.ask(&coordinator, "enrolledCount waitingCount fillRate").await;
    assert_eq!(counts.at("/edition"), &json!({ "enrolledCount": 2, "waitingCount": 2, "fillRate": 1.0 }));
    let first = answer.text("/enrolCohort/enrolments/0/id").to_owned();
    let blank = withdraw(&coordinator, &first, 2, " ").await;
    assert_eq!(told(&blank, "withdrawEnrolment"), ["REASON_REQUIRED reason"]);
    let left = withdraw(&coordinator, &first, 2, "Un emploi").await;
    assert_eq!(left.each("/withdrawEnrolment/enrolments", "/participant/name"), ["A", "C"], "{left:?}");
    let standing = ["A WITHDREW", "B ENROLLED", "C ENROLLED", "D WAITLISTED"];
    assert_eq!(course.standing(&coordinator).await, standing);
    let some =
        course.ask(&coordinator, "enrolments(status: [WAITLISTED]) { totalCount nodes { position } }").await;
    assert_eq!(some.at("/edition/enrolments"), &json!({ "totalCount": 1, "nodes": [{ "position": 1 }] }));
}

#[tokio::test]
async fn whoever_left_may_come_again_behind_the_others() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA A").await).await;
    let course = Course::open(&coordinator, Some(1)).await;
    let ids = course.enrol(&coordinator, &["A", "B"]).await;
    withdraw(&coordinator, &ids[0], 2, "Un emploi").await;
    let who = course.ask(&coordinator, "enrolments { nodes { participant { id } } }").await;
    let who = who.text("/edition/enrolments/nodes/0/participant/id").to_owned();
    let again = json!({ "participants": [{ "known": who }] });
    let answer = course.cohort(&coordinator, &[], again.clone()).await;
    assert_eq!(answer.mistakes("enrolCohort"), NONE, "{answer:?}");
    assert_eq!(course.standing(&coordinator).await, ["B ENROLLED", "A WAITLISTED"]);
    let twice = course.cohort(&coordinator, &[], again).await;
    assert_eq!(told(&twice, "enrolCohort"), ["ALREADY_EXISTS participants.0"]);
}

#[tokio::test]
async fn a_coordinator_who_wants_no_waiting_list_enrols_nobody_in_a_full_edition() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA A").await).await;
    let course = Course::open(&coordinator, Some(1)).await;
    let answer = course.cohort(&coordinator, &["A", "B"], json!({ "waitingList": false })).await;
    assert_eq!(told(&answer, "enrolCohort"), ["EDITION_FULL participants.1"]);
    assert_eq!(network.count("select count(*) from participant").await, 0);
    course.enrol(&coordinator, &["A", "B"]).await;
    let applied = apply(&coordinator, &course.id, json!({ "kind": "PERSON", "name": "C" })).await;
    let ids = as_read(&[&applied.text("/addApplication/enrolment/id").to_owned()], 1);
    let accept =
        json!({ "edition": course.id, "enrolments": ids, "decision": "ACCEPT", "waitingList": false });
    let answer = step(&coordinator, "decideApplications", accept).await;
    assert_eq!(told(&answer, "decideApplications"), ["EDITION_FULL enrolments.0.id"]);
    let refuse =
        json!({ "edition": course.id, "enrolments": ids, "decision": "REFUSE", "reason": "Complet" });
    let answer = step(&coordinator, "decideApplications", refuse).await;
    assert_eq!(answer.text("/decideApplications/enrolments/0/reason"), "Complet");
    let version = course.ask(&coordinator, "version").await.at("/edition/version").clone();
    let more = json!({ "id": course.id, "expectedVersion": version, "capacity": 5 });
    run(&coordinator, "updateEdition", "edition { id }", more).await;
    let served = step(&coordinator, "promoteWaitingList", json!({ "edition": course.id })).await;
    assert_eq!(served.each("/promoteWaitingList/enrolments", "/participant/name"), ["B"], "{served:?}");
}

#[tokio::test]
async fn two_people_who_enrol_for_the_last_place_give_it_once() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let (one, other) = (network.coordinator(member).await, network.advisor(member).await);
    let course = Course::open(&one, Some(1)).await;
    let (first, second) =
        tokio::join!(course.cohort(&one, &["A"], json!({})), course.cohort(&other, &["B"], json!({})));
    let mut states =
        [&first, &second].map(|answer| answer.text("/enrolCohort/enrolments/0/status").to_owned());
    states.sort();
    assert_eq!(states, ["ENROLLED", "WAITLISTED"]);
    let counts = course.ask(&one, "enrolledCount waitingCount feasibility { points { code } }").await;
    assert_eq!(counts.at("/edition/enrolledCount"), 1);
    assert!(!counts.0.to_string().contains("CAPACITY_EXCEEDED"));
}

#[tokio::test]
async fn a_coordinator_is_told_each_mistake_where_it_stands_and_nothing_is_written() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA A").await).await;
    let course = Course::open(&coordinator, None).await;
    let known = course.enrol(&coordinator, &["A"]).await;
    let who = course.ask(&coordinator, "enrolments { nodes { participant { id } } }").await;
    let who = who.text("/edition/enrolments/nodes/0/participant/id").to_owned();
    let new = |name: &str, email: &str| json!({ "new": { "kind": "PERSON", "name": name, "email": email } });
    let wrong = json!({ "participants": [new(" ", "a@example.org"), new("B", "secret-at-example"), { "known": "x" }] });
    let answer = course.cohort(&coordinator, &[], wrong).await;
    let places = [
        "REQUIRED participants.0.new.name",
        "INVALID_FORMAT participants.1.new.email",
        "NOT_FOUND participants.2",
    ];
    assert_eq!(told(&answer, "enrolCohort"), places);
    assert!(!answer.0.to_string().contains("secret"), "{answer:?}");
    let twice = json!({ "participants": [{ "known": who }] });
    let answer = course.cohort(&coordinator, &[], twice).await;
    assert_eq!(told(&answer, "enrolCohort"), ["ALREADY_EXISTS participants.0"]);
    let answer = course.cohort(&coordinator, &[], json!({ "participants": [] })).await;
    assert_eq!(told(&answer, "enrolCohort"), ["REQUIRED participants"]);
    let many: Vec<&str> = vec!["Z"; 201];
    let answer = course.cohort(&coordinator, &many, json!({})).await;
    assert_eq!(told(&answer, "enrolCohort"), ["TOO_MANY participants"]);
    let late = course.cohort(&coordinator, &["B"], json!({ "appliedOn": "2028-03-15" })).await;
    assert_eq!(told(&late, "enrolCohort"), ["IN_THE_FUTURE appliedOn"]);
    let old = json!({ "edition": course.id, "enrolments": as_read(&[&known[0]], 1) });
    let answer = step(&coordinator, "activateEnrolments", old).await;
    assert_eq!(told(&answer, "activateEnrolments"), ["VERSION_CONFLICT enrolments.0.expectedVersion"]);
    let draft = Course::draft(&coordinator, None).await;
    let answer = draft.cohort(&coordinator, &["B"], json!({})).await;
    assert_eq!(told(&answer, "enrolCohort"), ["ILLEGAL_TRANSITION edition"]);
    assert_eq!(network.count("select count(*) from participant").await, 1);
}

#[tokio::test]
async fn a_participant_is_tied_to_a_structure_by_consent_alone_and_erased_for_good() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let (coordinator, advisor) = (network.coordinator(member).await, network.advisor(member).await);
    let course = Course::open(&coordinator, Some(3)).await;
    let place = structure(&coordinator, "Théâtre A").await;
    let mut new =
        json!({ "kind": "COLLECTIVE", "name": "Les Ada", "email": "ada@example.org", "structure": place });
    let answer = apply(&advisor, &course.id, new.clone()).await;
    assert_eq!(told(&answer, "addApplication"), ["REQUIRED participant.new.structureConsentOn"]);
    new["structureConsentOn"] = json!("2028-02-20");
    let answer = apply(&advisor, &course.id, new).await;
    let who = answer.text("/addApplication/enrolment/participant/id").to_owned();
    let fields = "participant { name email structure { name } structureConsentOn erasedAt version }";
    let change = json!({ "id": who, "expectedVersion": 1, "phone": "02 40 00 00 00" });
    let answer = run(&advisor, "updateParticipant", fields, change).await;
    assert_eq!(answer.text("/updateParticipant/participant/structure/name"), "Théâtre A", "{answer:?}");
    let end = json!({ "id": who, "expectedVersion": 2 });
    let answer = run(&advisor, "eraseParticipant", fields, end.clone()).await;
    assert_eq!(told(&answer, "eraseParticipant"), ["NOT_ALLOWED id"]);
    let answer = run(&coordinator, "eraseParticipant", fields, end).await;
    assert_eq!(answer.at("/eraseParticipant/participant/name"), &Value::Null, "{answer:?}");
    let left = "select count(*) from participant where name is not null or name_folded is not null or email is not null \
        or phone is not null or project is not null or structure_id is not null";
    assert_eq!(network.count(left).await, 0);
    assert_eq!(course.standing(&coordinator).await, ["- APPLIED"]);
    let again = json!({ "id": who, "expectedVersion": 3, "name": "Ada" });
    let answer = run(&coordinator, "updateParticipant", fields, again).await;
    assert_eq!(told(&answer, "updateParticipant"), ["DELETED id"]);
    let trail = "select count(*) from audit_entry where cast(detail as text) like '%Ada%'";
    assert_eq!(network.count(trail).await, 0);
    assert_eq!(
        network
            .count("select count(*) from field_change where object_type in ('participant', 'enrolment')")
            .await,
        0
    );
}

/// Everything that could tell of participants, asked in one way.
async fn everything(user: &User<'_>, course: &Course, ids: &[&str]) -> String {
    let lists = course
        .ask(user, "enrolments { totalCount nodes { id reason participant { name } } } attendanceRate enrolledCount \
            waitingCount fillRate sessions { nodes { attendance { totalCount nodes { id } } } } feasibility { points { code } }")
        .await;
    let mine = user
        .ask(r#"{ participants(filter: {search: "Secrète"}) { totalCount nodes { name email } } }"#)
        .await;
    let nodes = user
        .ask_with("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids }))
        .await;
    let known = json!({ "edition": course.id, "participants": [{ "known": ids[0] }] });
    let tried = step(user, "enrolCohort", known).await;
    let left = withdraw(user, ids[1], 2, "Motif").await;
    let card = json!({ "id": ids[0], "expectedVersion": 1, "name": "Autre" });
    let card = run(user, "updateParticipant", "participant { name }", card).await;
    [lists, mine, nodes, tried, left, card].map(|answer| answer.0.to_string()).join("\n")
}

#[tokio::test]
async fn participants_data_never_leaves_the_leading_structures() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA A").await, network.member("DLA B").await);
    let coordinator = network.coordinator(own).await;
    let course = Course::open(&coordinator, Some(9)).await;
    let new = json!({ "kind": "PERSON", "name": "Secrète", "email": "secrete@example.org" });
    let cohort = json!({ "participants": [{ "new": new }] });
    let made = course.cohort(&coordinator, &[], cohort).await;
    let enrolment = made.text("/enrolCohort/enrolments/0/id").to_owned();
    let who = made.text("/enrolCohort/enrolments/0/participant/id").to_owned();
    let entries = json!([{ "enrolment": enrolment, "presence": "PRESENT" }]);
    let noted = json!({ "session": course.session, "entries": entries });
    let noted = run(&coordinator, "recordAttendance", "attendance { id }", noted).await;
    let attendance = noted.text("/recordAttendance/attendance/0/id").to_owned();
    let ids = [who.as_str(), enrolment.as_str(), attendance.as_str()];
    let outsiders = [
        network.anonymous(),
        network.partner().await,
        network.analyst().await,
        network.administrator().await,
        network.advisor(other).await,
        network.coordinator(other).await,
        network.coordinator(own).await.with_scopes(&[Scope::ProgrammesRead, Scope::ProgrammesWrite]),
        network.coordinator(own).await.with_scopes(&[]),
    ];
    for outsider in &outsiders {
        let said = everything(outsider, &course, &ids).await;
        let role = outsider.actor().role();
        for secret in ["Secrète", "secrete@", "\"reason\"", "\"__typename\"", "\"name\":\"Autre\"", "PRESENT"]
        {
            assert!(!said.contains(secret), "{role:?} is told {secret}: {said}");
        }
        assert!(!said.contains("\"totalCount\":1"), "{role:?}: {said}");
    }
    let outside =
        course.ask(&network.analyst().await, "enrolledCount waitingCount fillRate attendanceRate").await;
    let nothing =
        json!({ "enrolledCount": null, "waitingCount": null, "fillRate": null, "attendanceRate": null });
    assert_eq!(outside.at("/edition"), &nothing);
    let partner = network.coordinator(other).await;
    course.co_lead(&coordinator, &partner).await;
    assert_eq!(course.standing(&partner).await, ["Secrète ENROLLED"]);
    course.enrol(&coordinator, &["B", "C", "D", "E"]).await;
    let outside = course.ask(&network.analyst().await, "enrolledCount waitingCount").await;
    assert_eq!(outside.at("/edition"), &json!({ "enrolledCount": 5, "waitingCount": null }));
}

#[tokio::test]
async fn an_advisor_enrols_only_participants_that_it_may_see() {
    let network = Network::new().await;
    let (one, two) = (network.member("DLA A").await, network.member("DLA B").await);
    let (ours, theirs) = (network.coordinator(one).await, network.coordinator(two).await);
    let (mine, foreign) = (Course::open(&ours, None).await, Course::open(&theirs, None).await);
    let enrolment = foreign.enrol(&theirs, &["Autre"]).await;
    let who = foreign.ask(&theirs, "enrolments { nodes { participant { id } } }").await;
    let who = who.text("/edition/enrolments/nodes/0/participant/id").to_owned();
    let known = json!({ "participants": [{ "known": who }] });
    let answer = mine.cohort(&ours, &[], known.clone()).await;
    assert_eq!(told(&answer, "enrolCohort"), ["NOT_FOUND participants.0"]);
    let input = json!({ "edition": mine.id, "enrolments": as_read(&[&enrolment[0]], 2) });
    let answer = step(&ours, "activateEnrolments", input).await;
    assert_eq!(told(&answer, "activateEnrolments"), ["NOT_FOUND enrolments.0.id"]);
    let answer = foreign.cohort(&ours, &["A"], json!({})).await;
    assert_eq!(told(&answer, "enrolCohort"), ["NOT_ALLOWED edition"]);
    foreign.co_lead(&theirs, &ours).await;
    let answer = mine.cohort(&ours, &[], known).await;
    assert_eq!(answer.mistakes("enrolCohort"), NONE, "{answer:?}");
    let enrolments = ours.ask("{ participants { nodes { enrolments { totalCount } } } }").await;
    assert_eq!(enrolments.each("/participants/nodes", "/enrolments/totalCount"), ["2"]);
    let enrolments = theirs.ask("{ participants { nodes { enrolments { totalCount } } } }").await;
    assert_eq!(enrolments.each("/participants/nodes", "/enrolments/totalCount"), ["1"]);
}

#[tokio::test]
async fn an_analyst_reads_the_fill_rates_of_a_page_in_one_statement_more() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("DLA A").await).await;
    for _ in 0..4 {
        let course = Course::open(&coordinator, Some(10)).await;
        course.enrol(&coordinator, &["A", "B", "C", "D", "E"]).await;
    }
    let analyst = network.analyst().await;
    let plain = "{ editions(first: 50) { nodes { id } } }";
    let (_, before) = network.statements(analyst.ask(plain)).await;
    let filled = "{ editions(first: 50) { nodes { id fillRate enrolledCount waitingCount } } }";
    let (answer, after) = network.statements(analyst.ask(filled)).await;
    assert_eq!(answer.each("/editions/nodes", "/fillRate"), ["0.5", "0.5", "0.5", "0.5"]);
    assert_eq!(after, before + 1);
    let all = "{ editions(first: 50) { nodes { enrolments { nodes { participant { name } } } } } }";
    let (answer, whole) = network.statements(coordinator.ask(all)).await;
    assert_eq!(
        answer.each("/editions/nodes/3/enrolments/nodes", "/participant/name"),
        ["A", "B", "C", "D", "E"]
    );
    assert_eq!(whole, before + 2);
}

#[tokio::test]
async fn who_leads_no_more_reads_no_participant_and_who_is_there_may_still_leave_a_closed_edition() {
    let network = Network::new().await;
    let lead = network.coordinator(network.member("DLA A").await).await;
    let other = network.coordinator(network.member("DLA B").await).await;
    let course = Course::open(&lead, Some(10)).await;
    course.co_lead(&lead, &other).await;
    let ids = course.enrol(&other, &["Ada"]).await;
    let asked = "{ participants { totalCount nodes { id name } } }";
    assert_eq!(other.ask(asked).await.at("/participants/totalCount"), 1);
    let end = json!({ "programme": course.programme, "member": maillage::graphql::id_text(other.actor().works_for().unwrap()) });
    let ended = run(&lead, "endCoLead", "programme { id }", end).await;
    assert_eq!(ended.mistakes("endCoLead"), NONE, "{ended:?}");
    assert_eq!(other.ask(asked).await.at("/participants/totalCount"), 0);
    assert_eq!(lead.ask(asked).await.each("/participants/nodes", "/name"), ["Ada"]);
    network.wait(chrono::TimeDelta::days(60));
    for mutation in ["startEdition", "closeEdition"] {
        let version = course.ask(&lead, "version").await.at("/edition/version").clone();
        let input = json!({ "id": course.id, "expectedVersion": version });
        assert_eq!(run(&lead, mutation, "edition { id }", input).await.mistakes(mutation), NONE);
    }
    let late = course.cohort(&lead, &["Zoé"], json!({})).await;
    assert_eq!(told(&late, "enrolCohort"), ["ILLEGAL_TRANSITION edition"]);
    let left = withdraw(&lead, &ids[0], 2, "Jamais venue").await;
    assert_eq!(left.mistakes("withdrawEnrolment"), NONE, "{left:?}");
}
