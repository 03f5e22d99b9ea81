//! A programme of each member structure, one edition each, at different steps of its life.

use chrono::{Days, NaiveDate, Weekday};
use serde_json::{Value, json};

use super::people::region;
use super::player::Player;
use super::stock::{SECTORS, THEMES};
use super::text;

/// The template from which the editions are made.
const TEMPLATE: &str = "collective-programme";

/// What a member structure has before it designs a programme.
pub struct Ground<'g> {
    /// Which one.
    pub member: usize,
    /// Token of its coordinator.
    pub token: &'g str,
    /// Needs it observed.
    pub evidence: &'g [String],
    /// A structure of the directory that it accompanies.
    pub structure: Option<&'g String>,
    /// The day.
    pub today: NaiveDate,
}

/// A programme designed from what was observed, opened by all members but the last, begun by the first half; and a
/// structure that is accompanied on its own.
pub async fn design(player: &Player<'_>, ground: &Ground<'_>) -> anyhow::Result<()> {
    let scene = Scene { player, ground };
    let edition = scene.edition().await?;
    scene.justify(&edition).await?;
    scene.pay(&edition).await?;
    scene.engage(&edition).await?;
    let task = json!({ "edition": edition, "title": "Relancer les équipes inscrites (tâche fictive)",
        "dueOn": scene.day(10).to_string() });
    scene.write("addTask", task).await?;
    scene.accompany().await?;
    if ground.member + 1 == super::MEMBERS.len() {
        return Ok(());
    }
    scene.step("openEdition", &edition).await?;
    scene.enrol(&edition).await?;
    if scene.has_begun() { scene.step("startEdition", &edition).await } else { Ok(()) }
}

struct Scene<'s> {
    player: &'s Player<'s>,
    ground: &'s Ground<'s>,
}

impl Scene<'_> {
    const fn has_begun(&self) -> bool {
        self.ground.member < super::MEMBERS.len() / 2
    }

    /// So many days from today.
    fn day(&self, days: u64) -> NaiveDate {
        self.ground.today + Days::new(days)
    }

    async fn write(&self, mutation: &str, input: Value) -> anyhow::Result<()> {
        self.send(mutation, "", input).await.map(drop)
    }

    /// What a mutation made: its id and version.
    async fn make(&self, mutation: &str, thing: &str, input: Value) -> anyhow::Result<Value> {
        let made = self.send(mutation, &format!("{thing} {{ id version }}"), input).await?;
        Ok(made.get(thing).cloned().unwrap_or_default())
    }

    async fn send(&self, mutation: &str, asked: &str, input: Value) -> anyhow::Result<Value> {
        let (first, rest) = mutation.split_at_checked(1).unwrap_or_default();
        let document = format!(
            "mutation ($input: {}{rest}Input!) {{ {mutation}(input: $input) {{ {asked} \
             userErrors {{ code field message }} }} }}",
            first.to_uppercase()
        );
        self.player.write(Some(self.ground.token), &document, input).await
    }

    async fn ask(&self, document: &str, id: &str) -> anyhow::Result<Value> {
        self.player.ask(Some(self.ground.token), document, json!({ "id": id })).await
    }

    async fn edition(&self) -> anyhow::Result<String> {
        let (theme, subject) = THEMES.get(self.ground.member).copied().unwrap_or_default();
        let zone = json!({ "code": { "kind": "REGION", "code": region(self.ground.member) } });
        let frame = json!({ "title": format!("Parcours : {subject} (fictif)"), "themes": [theme],
            "summary": "Programme inventé pour la démonstration.",
            "sectors": SECTORS.get(self.ground.member), "zones": [zone] });
        let programme = self.make("createProgramme", "programme", frame).await?;
        let id = text(&programme, "/id")?;
        let share = json!({ "id": id, "expectedVersion": programme.get("version"), "visibility": "NETWORK" });
        self.make("shareProgramme", "programme", share).await?;
        let templates = self.ask(TEMPLATES, &id).await?;
        let named = templates.pointer("/programmeTemplates/nodes").and_then(Value::as_array);
        let of = |one: &&Value| one.get("code").and_then(Value::as_str) == Some(TEMPLATE);
        let template = named.into_iter().flatten().find(of).and_then(|one| one.get("id"));
        let start = if self.has_begun() { self.ground.today - Days::new(60) } else { self.day(30) };
        // the sessions of the template come on the weekday of its first day
        let start = start.week(Weekday::Mon).first_day();
        let edition = json!({ "programme": id, "territory": zone, "startsOn": start.to_string(), "capacity": 8,
            "endsOn": (start + Days::new(200)).to_string(), "from": { "template": template } });
        text(&self.make("createEdition", "edition", edition).await?, "/id")
    }

    /// The objective of the template rests on what the member observed.
    async fn justify(&self, edition: &str) -> anyhow::Result<()> {
        let found = self.ask(OBJECTIVES, edition).await?;
        let objective = found.pointer("/edition/objectives/nodes/0").cloned().unwrap_or_default();
        let input = json!({ "id": objective.get("id"), "expectedVersion": objective.get("version"),
            "justifiedBy": self.ground.evidence });
        self.write("updateObjective", input).await
    }

    async fn pay(&self, edition: &str) -> anyhow::Result<()> {
        for (label, amount, status) in
            [("DRAC (fictif)", 500_000, "GRANTED"), ("Région (fictif)", 302_000, "REQUESTED")]
        {
            let line = json!({ "edition": edition, "label": label, "amount": amount, "status": status });
            self.write("addFundingLine", line).await?;
        }
        Ok(())
    }

    async fn engage(&self, edition: &str) -> anyhow::Result<()> {
        let zone = json!({ "code": { "kind": "REGION", "code": region(self.ground.member) } });
        let name = format!("Cabinet de conseil n° {} (fictif)", self.ground.member + 1);
        let partner = json!({ "name": name, "kinds": ["consultant"], "zones": [zone] });
        let partner = self.make("createPartner", "partner", partner).await?;
        let part =
            json!({ "edition": edition, "partner": partner.get("id"), "kind": "consultant", "days": 7.0 });
        self.write("addEditionPartner", part).await
    }

    async fn step(&self, mutation: &str, edition: &str) -> anyhow::Result<()> {
        let found = self.ask("query ($id: ID!) { edition(id: $id) { version } }", edition).await?;
        let input = json!({ "id": edition, "expectedVersion": found.pointer("/edition/version") });
        self.write(mutation, input).await
    }

    /// More than there is room for, by those who are asked for most.
    async fn enrol(&self, edition: &str) -> anyhow::Result<()> {
        let new = |number: usize| {
            let name = format!("Équipe n° {number} (fictive)");
            json!({ "new": { "kind": "COLLECTIVE", "name": name, "project": "Projet inventé" } })
        };
        let cohort: Vec<Value> = (1..=4 + self.ground.member).map(new).collect();
        let input = json!({ "edition": edition, "participants": cohort });
        self.write("enrolCohort", input).await
    }

    async fn accompany(&self) -> anyhow::Result<()> {
        let received = self.ground.today - Days::new(20);
        let input = json!({ "beneficiary": { "structure": self.ground.structure },
            "receivedOn": received.to_string(), "dueOn": self.day(40).to_string(),
            "observations": self.ground.evidence.get(..1),
            "request": "La structure demande un appui sur son modèle économique (demande fictive)." });
        self.make("createAccompaniment", "accompaniment", input).await.map(drop)
    }
}

const TEMPLATES: &str = "{ programmeTemplates { nodes { id code } } }";
const OBJECTIVES: &str =
    "query ($id: ID!) { edition(id: $id) { objectives(first: 1) { nodes { id version } } } }";
