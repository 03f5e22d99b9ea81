use serde_json::{Value, json};

use super::cast::Cast;

impl Cast {
    /// An edition of A with all that keeps it going. It is a draft, so that its team alone knows of it.
    #[expect(clippy::too_many_lines, reason = "a list of what is there")]
    pub(super) async fn coordination(&mut self) {
        let coordinator = 4;
        let programme = ("createProgramme", "CreateProgrammeInput!", "programme { id }");
        let made = self.write(coordinator, programme, json!({ "title": "Parcours suivi" })).await;
        self.keep(("Programme", "coordinated"), &made, "/programme/id");
        let edition = json!({ "programme": made["programme"]["id"], "territory": { "id": self.object("territory") },
            "startsOn": "2028-03-01", "endsOn": "2028-06-30" });
        let made = self
            .write(coordinator, ("createEdition", "CreateEditionInput!", "edition { id }"), edition)
            .await;
        self.keep(("Edition", "coordinated"), &made, "/edition/id");
        let edition = made["edition"]["id"].clone();
        let session = self.planned(&edition).await;
        self.objects.push(("Session", "coordinated", session.clone()));
        let moved = json!({ "id": session, "expectedVersion": 1, "startsAt": "2028-03-15T08:00:00Z",
            "endsAt": "2028-03-15T10:00:00Z", "reason": "Salle" });
        let reschedule = ("rescheduleSession", "RescheduleSessionInput!", "adaptation { id }");
        self.make(("Adaptation", "of A"), coordinator, reschedule, moved).await;
        let people = self.object("account");
        let records = [
            (
                "Task",
                "addTask",
                "AddTaskInput!",
                "task { id }",
                json!({ "title": "Réserver", "assignee": people,
                "note": "Vite", "dueOn": "2028-02-01" }),
            ),
            (
                "JournalEntry",
                "addJournalEntry",
                "AddJournalEntryInput!",
                "journalEntry { id }",
                json!({ "text": "Vu" }),
            ),
            (
                "Incident",
                "reportIncident",
                "ReportIncidentInput!",
                "incident { id }",
                json!({ "severity": "MAJOR",
                "description": "Salle fermée", "decision": "Autre salle", "followUp": "Rappel" }),
            ),
            (
                "Announcement",
                "addAnnouncement",
                "AddAnnouncementInput!",
                "announcement { id }",
                json!({ "audience": "SPEAKERS", "title": "Salle", "text": "Autre salle" }),
            ),
        ];
        for (kind, name, input_type, selection, mut input) in records {
            input["edition"] = edition.clone();
            self.make((kind, "of A"), coordinator, (name, input_type, selection), input).await;
        }
        for (state, level) in [("private", "PRIVATE"), ("public", "PUBLIC")] {
            let input = json!({ "edition": edition, "title": "Bilan", "kind": "bilan", "url": "https://example.org/",
                "confidentiality": level });
            let add = ("addDocument", "AddDocumentInput!", "document { id }");
            self.make(("Document", state), coordinator, add, input).await;
        }
        let feed = ("createCalendarFeed", "CreateCalendarFeedInput!", "issued { calendarFeed { id } }");
        let made = self.write(coordinator, feed, json!({ "edition": edition })).await;
        self.keep(("CalendarFeed", "of A"), &made, "/issued/calendarFeed/id");
    }

    async fn planned(&self, edition: &Value) -> String {
        let document =
            "mutation($input: PlanSessionInput!) { planSession(input: $input) { sessions { id } } }";
        let times = json!({ "startsAt": "2028-03-14T08:00:00Z", "endsAt": "2028-03-14T10:00:00Z" });
        let variables = json!({ "input": { "edition": edition, "title": "Atelier", "times": times } });
        self.roles()[4].ask_with(document, variables).await.text("/planSession/sessions/0/id").to_owned()
    }
}
