//! What keeps an edition going: schedule, tasks, journal, incidents, announcements, documents.

use serde_json::{Value, json};

pub use crate::observation::{NONE, run};

use crate::harness::{Network, User};
use maillage::graphql::id_text;

/// A programme and an edition of it from March to June 2028, led by who asks; its id.
pub async fn edition(user: &User<'_>) -> String {
    let made = run(user, "createProgramme", "programme { id }", json!({ "title": "Parcours" })).await;
    assert_eq!(made.mistakes("createProgramme"), NONE);
    let place = json!({ "code": { "kind": "COMMUNE", "code": "44109" } });
    let input = json!({ "programme": made.text("/createProgramme/programme/id"), "territory": place,
        "startsOn": "2028-03-01", "endsOn": "2028-06-30" });
    made_id(user, "createEdition", "edition", input).await
}

/// Runs a mutation that must succeed and gives the id of what it made.
pub async fn made_id(user: &User<'_>, mutation: &str, thing: &str, input: Value) -> String {
    let made = run(user, mutation, &format!("{thing} {{ id }}"), input).await;
    assert_eq!(made.mistakes(mutation), NONE, "{mutation}");
    made.text(&format!("/{mutation}/{thing}/id")).to_owned()
}

/// A phase that waits for others.
pub async fn phase(user: &User<'_>, edition: &str, title: &str, behind: &[&str]) -> String {
    let input =
        json!({ "edition": edition, "title": title, "kind": "atelier-collectif", "dependsOn": behind });
    made_id(user, "addPhase", "phase", input).await
}

/// Plans sessions of two hours; their ids.
pub async fn sessions(user: &User<'_>, input: Value, start: &str) -> Vec<String> {
    let end: chrono::DateTime<chrono::Utc> = start.parse().unwrap();
    let end = (end + chrono::TimeDelta::hours(2)).to_rfc3339();
    let document = "mutation($input: PlanSessionInput!) { planSession(input: $input) { sessions { id } userErrors { code field } } }";
    let mut input = input;
    input["times"] = json!({ "startsAt": start, "endsAt": end });
    let variables = json!({ "input": input });
    let answer = user.ask_with(document, variables).await;
    assert_eq!(answer.mistakes("planSession"), NONE);
    answer.each("/planSession/sessions", "/id")
}

/// The version of what has an id.
pub async fn version(user: &User<'_>, kind: &str, id: &str) -> Value {
    user.ask(&format!(r#"{{ node(id: "{id}") {{ ... on {kind} {{ version }} }} }}"#))
        .await
        .at("/node/version")
        .clone()
}

fn account(user: &User<'_>) -> String {
    id_text(user.actor().account().unwrap()).0
}

#[tokio::test]
async fn a_team_sees_what_is_next_late_waiting_and_clashing() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let user = network.coordinator(member).await;
    let edition = edition(&user).await;
    let first = phase(&user, &edition, "Diagnostic", &[]).await;
    let second = phase(&user, &edition, "Ateliers", &[&first]).await;
    let room = json!({ "kind": "ROOM", "name": "Salle" });
    let room = made_id(&user, "addResource", "resource", room).await;
    let plan = |title: &str, phase: &str| json!({ "edition": edition, "title": title, "phase": phase, "resources": [room] });
    let next = sessions(&user, plan("Un", &first), "2028-03-07T09:00:00Z").await.remove(0);
    sessions(&user, plan("Deux", &second), "2028-03-07T10:00:00Z").await;
    let late =
        json!({ "edition": edition, "title": "Réserver", "dueOn": "2028-02-28", "assignee": account(&user) });
    made_id(&user, "addTask", "task", late).await;
    let today = json!({ "edition": edition, "title": "Relancer", "dueOn": "2028-02-29" });
    made_id(&user, "addTask", "task", today).await;
    let asked = format!(
        r#"{{ edition(id: "{edition}") {{ schedule {{ nextSession {{ id }} overdueTasks {{ title assignee overdue }}
        blockedPhases {{ phase {{ title }} waitsFor {{ title }} }} clashes {{ code }} }} }} }}"#
    );
    let seen = user.ask(&asked).await;
    assert_eq!(seen.text("/edition/schedule/nextSession/id"), next);
    assert_eq!(seen.each("/edition/schedule/overdueTasks", "/title"), ["Réserver"]);
    assert_eq!(seen.text("/edition/schedule/overdueTasks/0/assignee"), "COORDINATOR");
    assert_eq!(seen.each("/edition/schedule/blockedPhases", "/phase/title"), ["Ateliers"]);
    assert_eq!(seen.each("/edition/schedule/blockedPhases/0/waitsFor", "/title"), ["Diagnostic"]);
    assert_eq!(seen.each("/edition/schedule/clashes", "/code"), ["RESOURCE_CLASH"]);
    network.wait(chrono::TimeDelta::days(8));
    assert!(user.ask(&asked).await.each("/edition/schedule/blockedPhases", "/phase/title").is_empty());
}

#[tokio::test]
async fn a_task_is_given_to_the_team_only_and_done_once() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA A").await, network.member("DLA B").await);
    let (user, foreign) = (network.advisor(own).await, network.advisor(other).await);
    let edition = edition(&user).await;
    let mut input = json!({ "edition": edition, "title": "Réserver", "assignee": account(&foreign) });
    let refused = run(&user, "addTask", "task { id }", input.clone()).await;
    assert_eq!(refused.mistakes("addTask"), ["NOT_FOUND"]);
    assert_eq!(refused.at("/addTask/userErrors/0/field"), &json!(["assignee"]));
    let unseen = run(&foreign, "addTask", "task { id }", input.clone()).await;
    assert_eq!(unseen.mistakes("addTask"), ["NOT_FOUND"]);
    input["assignee"] = json!(account(&user));
    let task = made_id(&user, "addTask", "task", input).await;
    let done = json!({ "id": task, "expectedVersion": 1 });
    let (one, two) = (
        run(&user, "completeTask", "task { doneAt doneBy }", done.clone()).await,
        run(&user, "completeTask", "task { doneAt }", done).await,
    );
    assert_eq!(one.text("/completeTask/task/doneBy"), "ADVISOR");
    assert_eq!(two.mistakes("completeTask"), ["VERSION_CONFLICT"]);
    let again =
        run(&user, "completeTask", "task { doneAt }", json!({ "id": task, "expectedVersion": 2 })).await;
    assert_eq!(again.mistakes("completeTask"), ["ILLEGAL_TRANSITION"]);
    let given = json!({ "id": task, "expectedVersion": 2, "assignee": null, "title": " " });
    assert_eq!(run(&user, "updateTask", "task { id }", given).await.mistakes("updateTask"), ["REQUIRED"]);
    assert!(foreign.ask(&format!(r#"{{ node(id: "{task}") {{ id }} }}"#)).await.at("/node").is_null());
}

#[tokio::test]
async fn a_journal_and_incidents_stay_with_the_team() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA A").await, network.member("DLA B").await);
    let (user, foreign) = (network.advisor(own).await, network.advisor(other).await);
    let edition = edition(&user).await;
    let entry = json!({ "edition": edition, "text": "Tout va bien." });
    let entry = made_id(&user, "addJournalEntry", "journalEntry", entry).await;
    let ahead = json!({ "id": entry, "expectedVersion": 1, "notedOn": "2028-03-01" });
    let ahead = run(&user, "updateJournalEntry", "journalEntry { id }", ahead).await;
    assert_eq!(ahead.mistakes("updateJournalEntry"), ["IN_THE_FUTURE"]);
    let incident = json!({ "edition": edition, "severity": "MAJOR", "description": "Salle fermée." });
    let incident = made_id(&user, "reportIncident", "incident", incident).await;
    let decided =
        json!({ "id": incident, "expectedVersion": 1, "decision": "Autre salle", "followUp": "Rappel" });
    made_id(&user, "updateIncident", "incident", decided).await;
    let resolve = |version: i32| json!({ "id": incident, "expectedVersion": version });
    made_id(&user, "resolveIncident", "incident", resolve(2)).await;
    let twice = run(&user, "resolveIncident", "incident { id }", resolve(3)).await;
    assert_eq!(twice.mistakes("resolveIncident"), ["ILLEGAL_TRANSITION"]);
    let asked = format!(
        r#"{{ edition(id: "{edition}") {{ coordination {{ journal {{ totalCount nodes {{ text author }} }}
        incidents {{ nodes {{ severity decision resolvedAt }} }} }} }} }}"#
    );
    let seen = user.ask(&asked).await;
    assert_eq!(seen.text("/edition/coordination/journal/nodes/0/author"), "ADVISOR");
    assert_eq!(seen.text("/edition/coordination/incidents/nodes/0/decision"), "Autre salle");
    for id in [entry, incident] {
        assert!(foreign.ask(&format!(r#"{{ node(id: "{id}") {{ id }} }}"#)).await.at("/node").is_null());
    }
}

#[tokio::test]
async fn an_announcement_is_marked_as_read_by_each() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let (user, colleague) = (network.coordinator(member).await, network.advisor(member).await);
    let foreign = network.advisor(network.member("DLA B").await).await;
    let edition = edition(&user).await;
    let input =
        json!({ "edition": edition, "audience": "SPEAKERS", "title": "Salle", "text": "Nouvelle salle." });
    let id = made_id(&user, "addAnnouncement", "announcement", input).await;
    for _ in 0..2 {
        let marked =
            run(&user, "markAnnouncementRead", "announcement { read readers }", json!({ "id": id })).await;
        assert_eq!(marked.at("/markAnnouncementRead/announcement"), &json!({ "read": true, "readers": 1 }));
    }
    let asked = format!(
        r#"{{ edition(id: "{edition}") {{ coordination {{ announcements {{ nodes {{ read readers }} }} }} }} }}"#
    );
    let seen = colleague.ask(&asked).await;
    assert_eq!(
        seen.at("/edition/coordination/announcements/nodes"),
        &json!([{ "read": false, "readers": 1 }])
    );
    let refused = run(&foreign, "markAnnouncementRead", "announcement { id }", json!({ "id": id })).await;
    assert_eq!(refused.mistakes("markAnnouncementRead"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn speakers_with_an_account_read_what_is_for_them_and_the_team_sees_who_did() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA A").await).await;
    let (holder, other) = (network.partner().await, network.partner().await);
    let (_, open) = super::design::opened(&user).await;
    let card = json!({ "name": "Alix", "account": account(&holder) });
    let partner = made_id(&user, "createPartner", "partner", card).await;
    let part = json!({ "edition": open.id, "partner": partner, "kind": "consultant" });
    made_id(&user, "addEditionPartner", "editionPartner", part).await;
    let mut ids = Vec::new();
    for audience in ["SPEAKERS", "PARTICIPANTS"] {
        let input =
            json!({ "edition": open.id, "audience": audience, "title": audience, "text": "Nouvelle salle." });
        ids.push(made_id(&user, "addAnnouncement", "announcement", input).await);
    }
    let received = "{ announcementsReceived { totalCount nodes { title read readMarks { name } } } }";
    let unread =
        json!({ "totalCount": 1, "nodes": [{ "title": "SPEAKERS", "read": false, "readMarks": [] }] });
    assert_eq!(holder.ask(received).await.at("/announcementsReceived"), &unread);
    for nobody in [&other, &user] {
        assert_eq!(nobody.ask(received).await.at("/announcementsReceived/totalCount"), 0);
    }
    let mark = async |reader: &User<'_>, id: &str| {
        run(reader, "markAnnouncementRead", "announcement { read }", json!({ "id": id })).await
    };
    assert_eq!(mark(&holder, &ids[0]).await.mistakes("markAnnouncementRead"), NONE);
    assert_eq!(mark(&holder, &ids[1]).await.mistakes("markAnnouncementRead"), ["NOT_FOUND"]);
    assert_eq!(mark(&other, &ids[0]).await.mistakes("markAnnouncementRead"), ["NOT_FOUND"]);
    let asked = format!(
        r#"{{ edition(id: "{}") {{ coordination {{ announcements {{ nodes {{ readers readMarks {{ name readAt }} }} }} }} }} }}"#,
        open.id
    );
    let seen = user.ask(&asked).await;
    let marks = json!([{ "readers": 0, "readMarks": [] },
        { "readers": 1, "readMarks": [{ "name": "PARTNER", "readAt": "2028-02-29T10:00:00+00:00" }] }]);
    assert_eq!(seen.at("/edition/coordination/announcements/nodes"), &marks);
}

#[tokio::test]
async fn a_document_is_an_address_of_the_web_known_as_far_as_it_may_be() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let (user, colleague) = (network.coordinator(member).await, network.advisor(member).await);
    let edition = edition(&user).await;
    let mut input =
        json!({ "edition": edition, "title": "Convention", "kind": "convention", "url": "javascript:x" });
    let wrong = run(&user, "addDocument", "document { id }", input.clone()).await;
    assert_eq!(wrong.mistakes("addDocument"), ["INVALID_FORMAT"]);
    assert_eq!(wrong.at("/addDocument/userErrors/0/field"), &json!(["url"]));
    input["url"] = json!("https://example.org/convention.pdf");
    input["confidentiality"] = json!("AGGREGATE_ONLY");
    assert_eq!(
        run(&user, "addDocument", "document { id }", input.clone()).await.mistakes("addDocument").len(),
        1
    );
    input["confidentiality"] = json!("PRIVATE");
    let id = made_id(&user, "addDocument", "document", input).await;
    let asked = format!(r#"{{ node(id: "{id}") {{ ... on Document {{ url confidentiality }} }} }}"#);
    assert_eq!(colleague.ask(&asked).await.text("/node/confidentiality"), "PRIVATE");
    assert!(network.analyst().await.ask(&asked).await.at("/node").is_null());
    let thing = super::design::Thing { id: id.clone(), version: 1 };
    let removed = super::design::remove(&user, "removeDocument", &thing).await;
    assert_eq!(removed.text("/removeDocument/deletedId"), id);
}

#[tokio::test]
async fn words_of_coordination_are_not_kept_in_the_trail() {
    let network = Network::new().await;
    let member = network.member("DLA A").await;
    let user = network.coordinator(member).await;
    let edition = edition(&user).await;
    made_id(&user, "addTask", "task", json!({ "edition": edition, "title": "Mme Secrète" })).await;
    made_id(&user, "addJournalEntry", "journalEntry", json!({ "edition": edition, "text": "Mme Secrète" }))
        .await;
    let kept = "select count(*) from audit_entry where cast(detail as text) like '%Secr%'";
    assert_eq!(network.count(kept).await, 0);
    assert_eq!(
        network.count("select count(*) from field_change where cast(after as text) like '%Secr%'").await,
        0
    );
}

#[tokio::test]
async fn what_keeps_many_editions_going_is_read_in_the_same_few_statements() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA A").await).await;
    for _ in 0..3 {
        let of = edition(&user).await;
        phase(&user, &of, "Diagnostic", &[]).await;
        sessions(&user, json!({ "edition": of, "title": "Un" }), "2028-03-07T09:00:00Z").await;
        let things = [
            ("addTask", "task", json!({ "title": "Relancer", "assignee": account(&user) })),
            ("addJournalEntry", "journalEntry", json!({ "text": "Bien." })),
            ("reportIncident", "incident", json!({ "severity": "MINOR", "description": "Retard." })),
            ("addAnnouncement", "announcement", json!({ "audience": "SPEAKERS", "title": "A", "text": "B" })),
            (
                "addDocument",
                "document",
                json!({ "title": "C", "kind": "convention", "url": "https://example.org" }),
            ),
        ];
        for (mutation, thing, mut input) in things {
            input["edition"] = json!(of);
            made_id(&user, mutation, thing, input).await;
        }
    }
    let page = |size: i32| {
        format!(
            "{{ editions(first: {size}) {{ nodes {{ coordination {{ tasks {{ nodes {{ title assignee }} }} \
            journal {{ nodes {{ text }} }} incidents {{ nodes {{ severity }} }} \
            announcements {{ nodes {{ read readers }} }} documents {{ nodes {{ kind }} }} \
            adaptations {{ nodes {{ reason }} }} }} \
            schedule {{ nextSession {{ title }} overdueTasks {{ title }} clashes {{ code }} }} }} }} }}"
        )
    };
    let (one, few) = network.statements(user.ask(&page(1))).await;
    let (three, same) = network.statements(user.ask(&page(3))).await;
    assert_eq!(one.at("/editions/nodes/0/coordination/tasks/nodes/0/assignee"), "COORDINATOR");
    assert_eq!(three.each("/editions/nodes", "/coordination/announcements/nodes/0/readers"), ["0", "0", "0"]);
    assert_eq!(few, same);
}
