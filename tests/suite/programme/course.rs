use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, record, run};

/// What is asked of enrolments.
pub const ENROLMENT: &str = "id version status position reason participant { id name email }";

/// An open edition that one member structure leads, shared in the network.
pub struct Course {
    pub programme: String,
    pub id: String,
    pub session: String,
}

impl Course {
    /// With one session and room for so many.
    pub async fn open(network: &Network, coordinator: &User<'_>, capacity: Option<i32>) -> Self {
        let course = Self::draft(network, coordinator, capacity).await;
        let version = coordinator.ask(&format!("{{ edition(id: \"{}\") {{ version }} }}", course.id)).await;
        let input = json!({ "id": course.id, "expectedVersion": version.at("/edition/version") });
        let answer = run(coordinator, "openEdition", "edition { status }", input).await;
        assert_eq!(answer.mistakes("openEdition"), NONE, "{answer:?}");
        course
    }

    /// All that it needs to be opened.
    pub async fn draft(_: &Network, coordinator: &User<'_>, capacity: Option<i32>) -> Self {
        let input = json!({ "title": "Structurer son projet" });
        let made = run(coordinator, "createProgramme", "programme { id version }", input).await;
        let programme = made.text("/createProgramme/programme/id").to_owned();
        let share = json!({ "id": programme, "expectedVersion": 1, "visibility": "NETWORK" });
        let shared = run(coordinator, "shareProgramme", "programme { id }", share).await;
        assert_eq!(shared.mistakes("shareProgramme"), NONE, "{shared:?}");
        let input = json!({ "programme": programme, "territory": { "code": { "kind": "COMMUNE", "code": "44109" } },
            "startsOn": "2028-04-03", "endsOn": "2028-06-30", "capacity": capacity });
        let made = run(coordinator, "createEdition", "edition { id }", input).await;
        let id = made.text("/createEdition/edition/id").to_owned();
        let need = record(coordinator, json!({})).await;
        let input = json!({ "edition": id, "statement": "Tenir jusqu'à l'été", "justifiedBy": [need] });
        let made = run(coordinator, "addObjective", "objective { id }", input).await;
        assert_eq!(made.mistakes("addObjective"), NONE, "{made:?}");
        let session = plan(coordinator, &id, "2028-04-04").await;
        Self { programme, id, session }
    }

    /// Enrols new participants of these names; the ids of their enrolments.
    pub async fn enrol(&self, user: &User<'_>, names: &[&str]) -> Vec<String> {
        let answer = self.cohort(user, names, json!({})).await;
        assert_eq!(answer.mistakes("enrolCohort"), NONE, "{answer:?}");
        let of = |name: &&str| {
            let all = answer.at("/enrolCohort/enrolments").as_array().unwrap();
            let one = all.iter().find(|one| one["participant"]["name"] == **name).unwrap();
            one["id"].as_str().unwrap().to_owned()
        };
        names.iter().map(of).collect()
    }

    /// The same, with fields put over the input.
    pub async fn cohort(&self, user: &User<'_>, names: &[&str], over: Value) -> Answer {
        let new = |name: &&str| json!({ "new": { "kind": "PERSON", "name": name } });
        let mut input = json!({ "edition": self.id, "participants": names.iter().map(new).collect::<Vec<_>>() });
        for (field, value) in over.as_object().unwrap() {
            input[field] = value.clone();
        }
        run(user, "enrolCohort", &format!("enrolments {{ {ENROLMENT} }}"), input).await
    }

    /// `name STATUS` of all enrolments, in order.
    pub async fn standing(&self, user: &User<'_>) -> Vec<String> {
        let answer = self.ask(user, "enrolments { nodes { status participant { name } } }").await;
        let all = answer.at("/edition/enrolments/nodes").as_array().unwrap();
        let told = |one: &Value| {
            let name = one["participant"]["name"].as_str().unwrap_or("-");
            format!("{name} {}", one["status"].as_str().unwrap())
        };
        all.iter().map(told).collect()
    }

    /// The edition as somebody sees it.
    pub async fn ask(&self, user: &User<'_>, fields: &str) -> Answer {
        user.ask(&format!("{{ edition(id: \"{}\") {{ {fields} }} }}", self.id)).await
    }

    /// Lets a member lead it too.
    pub async fn co_lead(&self, lead: &User<'_>, other: &User<'_>) {
        let member = maillage::graphql::id_text(other.actor().works_for().unwrap());
        let invite = json!({ "programme": self.programme, "member": member });
        let answer = run(lead, "inviteCoLead", "programme { id }", invite).await;
        assert_eq!(answer.mistakes("inviteCoLead"), NONE, "{answer:?}");
        let accept = json!({ "programme": self.programme, "accept": true });
        let answer = run(other, "answerCoLead", "programme { id }", accept).await;
        assert_eq!(answer.mistakes("answerCoLead"), NONE, "{answer:?}");
    }
}

/// Plans a session of a morning, and its id.
pub async fn plan(user: &User<'_>, edition: &str, day: &str) -> String {
    let document = "mutation($input: PlanSessionInput!, $times: SessionTimesInput!) { planSession(input: $input, times: \
        $times) { sessions { id } userErrors { code field } } }";
    let input = json!({ "edition": edition, "title": "Atelier" });
    let times = json!({ "startsAt": format!("{day}T07:00:00Z"), "endsAt": format!("{day}T10:00:00Z") });
    let answer = user.ask_with(document, json!({ "input": input, "times": times })).await;
    assert_eq!(answer.mistakes("planSession"), NONE, "{answer:?}");
    answer.text("/planSession/sessions/0/id").to_owned()
}

/// Version and id of enrolments, as a step wants them.
pub fn as_read(ids: &[&String], version: i32) -> Value {
    ids.iter().map(|id| json!({ "id": id, "expectedVersion": version })).collect()
}

/// `CODE a.b.0` of each mistake.
pub fn told(answer: &Answer, mutation: &str) -> Vec<String> {
    let all = answer.at(&format!("/{mutation}/userErrors")).as_array().unwrap();
    let path = |one: &Value| {
        let field = one["field"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
        format!("{} {}", one["code"].as_str().unwrap(), field.collect::<Vec<_>>().join("."))
    };
    all.iter().map(path).collect()
}
