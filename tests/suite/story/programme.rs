//! From three observations to a closed edition, as its different people: an advisor who observes, a coordinator who
//! designs, a second structure that leads along, an advisor who coordinates, an analyst who looks on.

use maillage::trail;
use serde_json::{Value, json};

use super::{accept_charter, joined, member, publish_charter};
use crate::harness::{Network, User};
use crate::network::people::{tokens, with_ana};
use crate::observation::{NONE, record, run};
use crate::programme::design::{Thing, does, edition, now, programme, session};

struct People<'n> {
    coordinator: User<'n>,
    advisor: User<'n>,
    foreign: User<'n>,
    stranger: User<'n>,
    analyst: User<'n>,
    agency: String,
}

async fn people(network: &Network) -> People<'_> {
    let administrator = network.bearer(&tokens(network).await.0).await.unwrap();
    publish_charter(&administrator).await;
    let (dla, agency) = (member(&administrator, "DLA 44").await, member(&administrator, "Agence 35").await);
    let coordinator = joined(network, &administrator, "coo@dla.example", "COORDINATOR", Some(&dla)).await;
    let advisor = joined(network, &coordinator, "conseil@dla.example", "ADVISOR", Some(&dla)).await;
    let foreign = joined(network, &administrator, "coo@agence.example", "COORDINATOR", Some(&agency)).await;
    let other = member(&administrator, "Pôle 72").await;
    let stranger = joined(network, &administrator, "coo@pole.example", "COORDINATOR", Some(&other)).await;
    let analyst = joined(network, &administrator, "analyse@reseau.example", "ANALYST", None).await;
    accept_charter(&coordinator).await;
    accept_charter(&foreign).await;
    People { coordinator, advisor, foreign, stranger, analyst, agency }
}

#[tokio::test]
async fn three_observations_become_a_programme_that_runs_until_its_last_day() {
    let network = with_ana().await;
    let people = people(&network).await;
    let observed = [
        record(&people.advisor, json!({ "statement": "Les budgets sont faits trop tard." })).await,
        record(&people.advisor, json!({ "statement": "Personne ne suit les encaissements." })).await,
        record(&people.advisor, json!({ "statement": "La banque refuse le découvert." })).await,
    ];

    let (led, draft) = designed(&people, &observed).await;
    assert_eq!(seen(&people.analyst, &draft).await, Value::Null, "a draft is its team's");
    refused(&people.coordinator, &draft, &["NO_SESSION", "BUDGET_NOT_COVERED"]).await;
    let sessions = repaired(&people, &draft).await;
    let open = now(&people.coordinator, &draft).await.with(json!({}));
    let by_another = run(&people.stranger, "openEdition", "edition { id }", open.clone()).await;
    assert_eq!(by_another.mistakes("openEdition"), ["NOT_FOUND"], "what one may not see does not exist");
    let edition = does(&people.coordinator, "openEdition", "edition", open).await;
    assert_eq!(seen(&people.analyst, &edition).await, "OPEN");
    let start = edition.with(json!({}));
    let by_another = run(&people.stranger, "startEdition", "edition { id }", start).await;
    assert_eq!(by_another.mistakes("startEdition"), ["NOT_ALLOWED"]);

    enrolled(&people, &edition).await;
    let input = now(&people.foreign, &edition).await.with(json!({}));
    does(&people.foreign, "startEdition", "edition", input).await;
    rescheduled(&people, &edition, &sessions).await;
    handed_over(&people, &edition).await;
    closed(&network, &people, &edition, &sessions).await;
    walked_both_ways(&people.advisor, &led, &observed).await;

    while trail::seal(&network.db, network.world.now()).await.unwrap() > 0 {}
    assert_eq!(trail::verify(&network.db).await.unwrap(), None);
}

/// A programme led by two structures, and its edition that rests on what was observed; not yet fit to open.
async fn designed(people: &People<'_>, observed: &[String]) -> (Thing, Thing) {
    let coordinator = &people.coordinator;
    let themes = json!({ "title": "Tenir sa trésorerie", "themes": ["tresorerie"], "sectors": ["theatre"] });
    let begun = programme(coordinator, themes).await;
    let share = begun.with(json!({ "visibility": "NETWORK" }));
    let led = does(coordinator, "shareProgramme", "programme", share).await;
    let invite = json!({ "programme": led.id, "member": people.agency });
    assert_eq!(
        run(coordinator, "inviteCoLead", "programme { id }", invite).await.mistakes("inviteCoLead"),
        NONE
    );
    let answer = json!({ "programme": led.id, "accept": true });
    let answer = run(&people.foreign, "answerCoLead", "programme { id }", answer).await;
    assert_eq!(answer.mistakes("answerCoLead"), NONE);

    let draft = edition(coordinator, &led, json!({ "capacity": 2 })).await;
    let aim = json!({ "edition": draft.id, "statement": "Chaque équipe suit sa trésorerie au mois.",
        "justifiedBy": observed, "accompaniedAgreedOn": "2028-02-10", "accompaniedAgreedBy": "Les équipes réunies" });
    does(&people.advisor, "addObjective", "objective", aim).await;
    let cost = json!({ "edition": draft.id, "kind": "HUMAN", "account": "62", "label": "Intervenante",
        "quantity": 2.0, "unit": "jour", "unitCost": 90_000 });
    does(&people.foreign, "addBudgetLine", "budgetLine", cost).await;
    (led, draft)
}

async fn refused(coordinator: &User<'_>, draft: &Thing, points: &[&str]) {
    let open = now(coordinator, draft).await.with(json!({}));
    let answer = run(coordinator, "openEdition", "edition { id }", open).await;
    assert!(answer.mistakes("openEdition").iter().all(|code| code == "NOT_FEASIBLE"));
    let report =
        "query($id: ID!) { edition(id: $id) { status feasibility { feasible points { code blocking } } } }";
    let report = coordinator.ask_with(report, json!({ "id": draft.id })).await;
    assert_eq!(report.text("/edition/status"), "DRAFT");
    assert_eq!(report.at("/edition/feasibility/feasible"), false);
    assert_eq!(report.each("/edition/feasibility/points", "/code"), points);
    assert_eq!(answer.mistakes("openEdition").len(), points.len(), "each point that blocks is told");
}

/// Two sessions and a subsidy: what stood against opening it.
async fn repaired(people: &People<'_>, draft: &Thing) -> [Thing; 2] {
    let granted =
        json!({ "edition": draft.id, "label": "Département", "amount": 180_000, "status": "GRANTED" });
    does(&people.coordinator, "addFundingLine", "fundingLine", granted).await;
    let behind = json!({ "edition": draft.id, "title": "Atelier", "kind": "atelier-collectif" });
    let first = does(&people.advisor, "addPhase", "phase", behind).await;
    let review = json!({ "edition": draft.id, "title": "Bilan", "kind": "bilan", "dependsOn": [first.id] });
    let second = does(&people.advisor, "addPhase", "phase", review).await;
    [
        session(&people.advisor, draft, "2028-03-14", json!({ "phase": first.id })).await,
        session(&people.advisor, draft, "2028-04-04", json!({ "phase": second.id })).await,
    ]
}

/// Two get a place and one waits, who follows when one withdraws; nobody else learns who they are.
async fn enrolled(people: &People<'_>, edition: &Thing) {
    let new = |name: &str| json!({ "new": { "kind": "COLLECTIVE", "name": name, "email": "a@example.org" } });
    let input = json!({ "edition": edition.id, "participants": [new("Cie A"), new("Cie B"), new("Cie C")] });
    let fields = "enrolments { id version status position }";
    let cohort = run(&people.advisor, "enrolCohort", fields, input).await;
    assert_eq!(cohort.each("/enrolCohort/enrolments", "/status"), ["ENROLLED", "ENROLLED", "WAITLISTED"]);
    let first = cohort.at("/enrolCohort/enrolments/0").clone();
    let leave = json!({ "id": first["id"], "expectedVersion": first["version"], "reason": "Dissolution" });
    let left = run(&people.foreign, "withdrawEnrolment", fields, leave).await;
    assert_eq!(left.each("/withdrawEnrolment/enrolments", "/status"), ["WITHDREW", "ENROLLED"]);
    let ask = "query($id: ID!) { edition(id: $id) { fillRate enrolledCount enrolments { totalCount nodes { id } } } }";
    let shown = people.foreign.ask_with(ask, json!({ "id": edition.id })).await;
    assert_eq!(shown.at("/edition/fillRate"), 1.0);
    let hidden = people.analyst.ask_with(ask, json!({ "id": edition.id })).await;
    let nothing =
        json!({ "fillRate": null, "enrolledCount": null, "enrolments": { "totalCount": 0, "nodes": [] } });
    assert_eq!(hidden.at("/edition"), &nothing);
}

/// The first session would go to Easter Monday and take the review to the 8th of May, which the trial tells; then both
/// go to days that are free.
async fn rescheduled(people: &People<'_>, edition: &Thing, sessions: &[Thing; 2]) {
    let to = |day: &str, over: Value| {
        let times = json!({ "startsAt": format!("{day}T07:00:00Z"), "endsAt": format!("{day}T15:00:00Z"),
            "reason": "Salle fermée", "shiftFollowing": true });
        sessions[0].with(crate::programme::design::over_it(times, over))
    };
    let fields = "effect { moves { to } points { code } } adaptation { id }";
    let tried = to("2028-04-17", json!({ "dryRun": true }));
    let tried = run(&people.advisor, "rescheduleSession", fields, tried).await;
    assert_eq!(tried.each("/rescheduleSession/effect/points", "/code"), ["PUBLIC_HOLIDAY"; 2]);
    let moved = run(&people.advisor, "rescheduleSession", fields, to("2028-03-28", json!({}))).await;
    assert_eq!(moved.mistakes("rescheduleSession"), NONE);
    let days = ["2028-03-28T07:00:00+00:00", "2028-04-18T08:00:00+00:00"];
    assert_eq!(moved.each("/rescheduleSession/effect/moves", "/to"), days);
    let log = "query($id: ID!) { edition(id: $id) { coordination { adaptations { nodes { reason } } } } }";
    let log = people.foreign.ask_with(log, json!({ "id": edition.id })).await;
    assert_eq!(log.each("/edition/coordination/adaptations/nodes", "/reason"), ["Salle fermée"]);
}

async fn handed_over(people: &People<'_>, edition: &Thing) {
    let who = people.foreign.ask("{ viewer { account { id } } }").await;
    let over = json!({ "referent": who.at("/viewer/account/id"), "note": "Congé de maternité" });
    let over = now(&people.coordinator, edition).await.with(over);
    does(&people.coordinator, "handOverEdition", "edition", over).await;
    let told = "query($id: ID!) { edition(id: $id) { referents { totalCount nodes { note } } } }";
    let told = people.advisor.ask_with(told, json!({ "id": edition.id })).await;
    assert_eq!(told.at("/edition/referents/totalCount"), 2);
    assert_eq!(told.text("/edition/referents/nodes/0/note"), "Congé de maternité");
}

/// Who was there is noted, and the edition closes behind its last session, by the structure that leads along.
async fn closed(network: &Network, people: &People<'_>, edition: &Thing, sessions: &[Thing; 2]) {
    network.wait(chrono::TimeDelta::days(30));
    let close = now(&people.foreign, edition).await.with(json!({}));
    let early = run(&people.foreign, "closeEdition", "edition { id }", close).await;
    assert_eq!(early.mistakes("closeEdition"), ["SESSIONS_TO_COME"]);
    let ask =
        "query($id: ID!) { edition(id: $id) { enrolments(status: [ENROLLED]) { nodes { id version } } } }";
    let there = people.advisor.ask_with(ask, json!({ "id": edition.id })).await;
    let there = there.each("/edition/enrolments/nodes", "/id");
    let entries: Vec<Value> =
        there.iter().map(|one| json!({ "enrolment": one, "presence": "PRESENT", "hours": 7 })).collect();
    let sheet = json!({ "session": sessions[0].id, "entries": entries });
    let noted = run(&people.advisor, "recordAttendance", "attendance { hours }", sheet).await;
    assert_eq!(noted.each("/recordAttendance/attendance", "/hours"), ["7.0", "7.0"]);
    network.wait(chrono::TimeDelta::days(30));
    let close = now(&people.foreign, edition).await.with(json!({}));
    does(&people.foreign, "closeEdition", "edition", close).await;
    assert_eq!(seen(&people.analyst, edition).await, "CLOSED");
}

/// From what was observed to what became of it, and back.
async fn walked_both_ways(advisor: &User<'_>, led: &Thing, observed: &[String]) {
    let onward = "query($id: ID!) { observation(id: $id) { objectives { edition { status number programme { id } } } } }";
    for id in observed {
        let onward = advisor.ask_with(onward, json!({ "id": id })).await;
        let edition = onward.at("/observation/objectives/0/edition");
        assert_eq!(edition, &json!({ "status": "CLOSED", "number": 1, "programme": { "id": led.id } }));
    }
    let back = "query($id: ID!) { programme(id: $id) { editions { nodes { objectives { nodes { \
        justifiedBy { id } } } } } } }";
    let back = advisor.ask_with(back, json!({ "id": led.id })).await;
    let mut ids = back.each("/programme/editions/nodes/0/objectives/nodes/0/justifiedBy", "/id");
    let mut expected = observed.to_vec();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
}

/// The status of an edition for somebody; null where it does not exist for them.
async fn seen(user: &User<'_>, edition: &Thing) -> Value {
    let document = "query($id: ID!) { edition(id: $id) { status } }";
    let answer = user.ask_with(document, json!({ "id": edition.id })).await;
    answer.at("/edition").get("status").cloned().unwrap_or_default()
}
