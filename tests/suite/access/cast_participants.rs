use serde_json::json;

use super::cast::Cast;

impl Cast {
    /// An open edition with somebody who has a place and was at a session, and somebody who applied.
    pub(super) async fn participants(&mut self) {
        let coordinator = 4;
        let programme = ("createProgramme", "CreateProgrammeInput!", "programme { id }");
        let made = self.write(coordinator, programme, json!({ "title": "Parcours" })).await;
        self.keep(("Programme", "shared, of A"), &made, "/programme/id");
        let programme = made["programme"]["id"].clone();
        let share = ("shareProgramme", "ShareProgrammeInput!", "programme { id }");
        let input = json!({ "id": programme, "expectedVersion": 1, "visibility": "NETWORK" });
        self.write(coordinator, share, input).await;
        let edition = ("createEdition", "CreateEditionInput!", "edition { id }");
        let input = json!({ "programme": programme, "territory": { "id": self.object("territory") },
            "startsOn": "2028-03-01", "endsOn": "2028-06-30", "capacity": 2 });
        let made = self.write(coordinator, edition, input).await;
        self.keep(("Edition", "open"), &made, "/edition/id");
        let edition = made["edition"]["id"].clone();
        let objective = ("addObjective", "AddObjectiveInput!", "objective { id }");
        let input = json!({ "edition": edition, "statement": "Tenir", "justifiedBy": [self.object("needsobservation")] });
        let made = self.write(coordinator, objective, input).await;
        self.keep(("Objective", "of the open one"), &made, "/objective/id");
        let session = ("planSession", "PlanSessionInput!", "sessions { id }");
        let times = json!({ "startsAt": "2028-03-14T08:00:00Z", "endsAt": "2028-03-14T16:00:00Z" });
        let input = json!({ "edition": edition, "title": "Atelier", "times": times });
        let made = self.write(coordinator, session, input).await;
        self.keep(("Session", "of the open one"), &made, "/sessions/0/id");
        let session = made["sessions"][0]["id"].clone();
        let read = format!("{{ edition(id: {edition}) {{ version }} }}");
        let version = self.roles()[coordinator].ask(&read).await.at("/edition/version").clone();
        let open = ("openEdition", "OpenEditionInput!", "edition { id }");
        self.write(coordinator, open, json!({ "id": edition, "expectedVersion": version })).await;
        let somebody = json!({ "kind": "COLLECTIVE", "name": "Les Ada", "email": "ada@example.org", "phone": "0240",
            "project": "Un lieu", "structure": self.object("structure"), "structureConsentOn": "2028-02-01" });
        let cohort = ("enrolCohort", "EnrolCohortInput!", "enrolments { id participant { id } }");
        let input = json!({ "edition": edition, "participants": [{ "new": somebody }] });
        let made = self.write(coordinator, cohort, input).await;
        self.keep(("Enrolment", "with a place"), &made, "/enrolments/0/id");
        self.keep(("Participant", "with a place"), &made, "/enrolments/0/participant/id");
        let application = ("addApplication", "AddApplicationInput!", "enrolment { id participant { id } }");
        let who = json!({ "new": { "kind": "PERSON", "name": "Bea" } });
        let made =
            self.write(coordinator, application, json!({ "edition": edition, "participant": who })).await;
        self.keep(("Enrolment", "applied"), &made, "/enrolment/id");
        let attendance = ("recordAttendance", "RecordAttendanceInput!", "attendance { id }");
        let entry = json!({ "enrolment": self.state("Enrolment", "with a place"), "presence": "PRESENT", "hours": 3,
            "sheet": "F-1" });
        let made =
            self.write(coordinator, attendance, json!({ "session": session, "entries": [entry] })).await;
        self.keep(("Attendance", "at the session"), &made, "/attendance/0/id");
    }

    fn state(&self, kind: &str, state: &str) -> String {
        let all = self.objects_of(kind);
        all.into_iter().find(|(known, _)| *known == state).map(|(_, id)| id).unwrap()
    }
}
