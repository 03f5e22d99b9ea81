use serde_json::{Value, json};

use super::design::{Thing, does, edition, now, objective, programme, session};
use crate::harness::{Answer, User};
use crate::observation::{NONE, run};

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
    pub async fn open(coordinator: &User<'_>, capacity: Option<i32>) -> Self {
        let course = Self::draft(coordinator, capacity).await;
        let edition = Thing { id: course.id.clone(), version: 0 };
        let open = now(coordinator, &edition).await.with(json!({}));
        does(coordinator, "openEdition", "edition", open).await;
        course
    }

    /// All that it needs to be opened.
    pub async fn draft(coordinator: &User<'_>, capacity: Option<i32>) -> Self {
        let begun = programme(coordinator, json!({})).await;
        let share = begun.with(json!({ "visibility": "NETWORK" }));
        let programme = does(coordinator, "shareProgramme", "programme", share).await;
        let edition = edition(coordinator, &programme, json!({ "capacity": capacity })).await;
        objective(coordinator, &edition).await;
        let session = session(coordinator, &edition, "2028-03-14", json!({})).await;
        Self { programme: programme.id, id: edition.id, session: session.id }
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
        let mut input =
            json!({ "edition": self.id, "participants": names.iter().map(new).collect::<Vec<_>>() });
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
