use serde_json::{Value, json};

use super::cast::Cast;

const COORDINATOR: usize = 4;

impl Cast {
    /// A programme of A shared with the network, with an open edition and a draft, and all that they are made of.
    pub(super) async fn programmes(&mut self) {
        let begin = ("createProgramme", "CreateProgrammeInput!", "programme { id }");
        let frame = json!({ "title": "Parcours", "summary": "Pour qui débute", "sectors": ["theatre"],
            "themes": ["tresorerie"], "publics": ["jeunes"], "careerStages": ["emergence"],
            "zones": [{ "id": self.object("territory") }] });
        self.make(("Programme", "network"), COORDINATOR, begin, frame.clone()).await;
        let programme = self.last();
        let share = json!({ "id": programme, "expectedVersion": 1, "visibility": "NETWORK" });
        self.write(COORDINATOR, ("shareProgramme", "ShareProgrammeInput!", "programme { id }"), share).await;
        let guest = json!({ "programme": programme, "member": self.variables("\"$other\"") });
        self.write(COORDINATOR, ("inviteCoLead", "InviteCoLeadInput!", "programme { id }"), guest).await;
        let decline = json!({ "programme": programme, "accept": false });
        self.write(6, ("answerCoLead", "AnswerCoLeadInput!", "programme { id }"), decline).await;
        self.make(("Programme", "private"), COORDINATOR, begin, frame).await;
        let change = json!({ "comment": "Plus court", "change": { "id": self.last(), "expectedVersion": 1, "title": "Court" } });
        let propose = ("proposeChange", "ProposeChangeInput!", "proposal { id }");
        self.make(("ProgrammeProposal", "of A"), COORDINATOR, propose, change).await;
        self.design("draft", &programme).await;
        self.design("opened", &programme).await;
        let keep = json!({ "edition": self.variables("\"$edition:draft$\""), "title": "Modèle" });
        let save = ("saveTemplate", "SaveTemplateInput!", "template { id }");
        self.make(("ProgrammeTemplate", "of A"), COORDINATOR, save, keep).await;
        let open = json!({ "id": self.variables("\"$edition:opened$\""), "expectedVersion": 1 });
        self.write(COORDINATOR, ("openEdition", "OpenEditionInput!", "edition { id }"), open).await;
    }

    fn last(&self) -> String {
        self.objects.last().unwrap().2.clone()
    }

    async fn design(&mut self, state: &'static str, programme: &str) {
        let edition = json!({ "programme": programme, "territory": { "id": self.object("territory") },
            "startsOn": "2028-03-01", "endsOn": "2028-06-30", "title": "Printemps", "capacity": 10 });
        let create = ("createEdition", "CreateEditionInput!", "edition { id referents { nodes { id } } }");
        let made = self.write(COORDINATOR, create, edition).await;
        self.keep(("Edition", state), &made, "/edition/id");
        self.keep(("EditionReferent", state), &made, "/edition/referents/nodes/0/id");
        let edition = made["edition"]["id"].clone();
        let evidence = self.variables("\"$needsobservation:network$\"");
        let aim = json!({ "statement": "Un plan", "justifiedBy": [evidence] });
        self.part(
            ("Objective", state),
            ("addObjective", "AddObjectiveInput!", "objective { id }"),
            ("edition", &edition),
            aim,
        )
        .await;
        let objective = json!(self.last());
        let measure =
            json!({ "title": "Plans", "unit": "plans", "baseline": 0.0, "target": 8.0, "actual": 2.0 });
        self.part(
            ("Indicator", state),
            ("addIndicator", "AddIndicatorInput!", "indicator { id }"),
            ("objective", &objective),
            measure,
        )
        .await;
        let phase = json!({ "title": "Ateliers", "kind": "atelier-collectif", "aim": "Travailler", "modality": "collective-on-site",
            "tools": "Jeu", "startsOn": "2028-03-01", "endsOn": "2028-04-30" });
        self.part(
            ("Phase", state),
            ("addPhase", "AddPhaseInput!", "phase { id }"),
            ("edition", &edition),
            phase,
        )
        .await;
        let phase = self.last();
        self.means(state, &edition).await;
        // one speaker cannot be in two editions at once
        let day = if state == "draft" { "2028-03-15" } else { "2028-03-14" };
        let session = json!({ "speakers": [self.object("partner")], "resources": [self.last()],
             "title": "Atelier", "phase": phase, "place": "Rezé", "link": "https://example.org/", "capacity": 12,
            "modality": "collective-on-site", "territory": { "id": self.object("territory") },
            "times": { "startsAt": format!("{day}T08:00:00Z"), "endsAt": format!("{day}T16:00:00Z") } });
        let plan = ("planSession", "PlanSessionInput!", "sessions { id }");
        let made = self.write(COORDINATOR, plan, with(session, "edition", &edition)).await;
        self.keep(("Session", state), &made, "/sessions/0/id");
    }

    async fn means(&mut self, state: &'static str, edition: &Value) {
        let line = json!({ "kind": "HUMAN", "account": "62", "label": "Intervenants", "quantity": 2.0, "unit": "jour",
            "unitCost": 90_000, "actual": 90_000 });
        self.part(
            ("BudgetLine", state),
            ("addBudgetLine", "AddBudgetLineInput!", "budgetLine { id }"),
            ("edition", edition),
            line,
        )
        .await;
        let partner = self.object("partner");
        let money = json!({ "label": "DRAC", "amount": 180_000, "status": "GRANTED", "funder": "drac", "partner": partner,
            "askedOn": "2028-01-01", "deadline": "2028-01-31", "decidedOn": "2028-02-01" });
        self.part(
            ("FundingLine", state),
            ("addFundingLine", "AddFundingLineInput!", "fundingLine { id }"),
            ("edition", edition),
            money,
        )
        .await;
        let part = json!({ "partner": partner, "kind": "consultant", "days": 2.0 });
        self.part(
            ("EditionPartner", state),
            ("addEditionPartner", "AddEditionPartnerInput!", "editionPartner { id }"),
            ("edition", edition),
            part,
        )
        .await;
        let room = json!({ "kind": "ROOM", "name": "Grande salle", "capacity": 40 });
        self.make(
            ("Resource", state),
            COORDINATOR,
            ("addResource", "AddResourceInput!", "resource { id }"),
            room,
        )
        .await;
    }

    async fn part(
        &mut self,
        object: (&'static str, &'static str),
        mutation: (&str, &str, &str),
        (field, owner): (&str, &Value),
        said: Value,
    ) {
        self.make(object, COORDINATOR, mutation, with(said, field, owner)).await;
    }
}

fn with(mut said: Value, field: &str, owner: &Value) -> Value {
    said[field] = owner.clone();
    said
}
