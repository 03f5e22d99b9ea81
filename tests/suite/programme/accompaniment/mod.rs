//! What the tests of this folder do again and again.

mod board;
mod hand_over;
mod joining;
mod lists;
mod privacy;
mod records;
mod saying;
mod way;

use serde_json::{Value, json};

pub use crate::observation::{NONE, run, structure};

use crate::harness::{Answer, User};

const FIELDS: &str = "id version stage stageEnteredOn stageDueOn followUpDueOn receivedOn request holder structure { name } \
    referent { id name } channel { code } orientation diagnosis diagnosisDraftedOn diagnosisValidatedOn \
    diagnosisValidatedBy plan opinion opinionText exit { code } exitReason delays { kind dueOn days } \
    steps { stage enteredOn dueOn } observations { id }";

/// Runs a mutation of an accompaniment.
pub async fn act(user: &User<'_>, mutation: &str, input: Value) -> Answer {
    run(user, mutation, &format!("accompaniment {{ {FIELDS} }}"), input).await
}

/// A request received, with these fields put over it.
#[expect(clippy::needless_pass_by_value, reason = "tests write the fields in place")]
pub fn request(over: Value) -> Value {
    let mut input = json!({
        "beneficiary": { "holder": "Mme Lefèvre" },
        "request": "Le modèle économique ne tient plus.",
        "channel": "telephone",
        "receivedOn": "2028-01-10",
    });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    input
}

/// Begins an accompaniment and gives its id.
pub async fn begin(user: &User<'_>, over: Value) -> String {
    let answer = act(user, "createAccompaniment", request(over)).await;
    assert_eq!(answer.mistakes("createAccompaniment"), NONE, "{answer:?}");
    answer.text("/createAccompaniment/accompaniment/id").to_owned()
}

/// An accompaniment as somebody sees it.
pub async fn see(user: &User<'_>, id: &str) -> Answer {
    user.ask(&format!(r#"{{ accompaniment(id: "{id}") {{ {FIELDS} }} }}"#)).await
}

/// Makes a step from where an accompaniment stands now.
pub async fn step(user: &User<'_>, mutation: &str, id: &str, over: Value) -> Answer {
    let version = see(user, id).await.at("/accompaniment/version").clone();
    let mut input = json!({ "id": id, "expectedVersion": version });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    act(user, mutation, input).await
}

/// The way from its beginning to its end, a step a line: its name, what it says, where it leads.
pub fn way() -> [(&'static str, Value, &'static str); 9] {
    [
        ("orientAccompaniment", json!({ "on": "2028-01-12", "orientation": "Éligible." }), "ELIGIBILITY"),
        ("startDiagnosis", json!({ "on": "2028-01-15" }), "DIAGNOSIS"),
        ("draftDiagnosis", json!({ "on": "2028-01-20", "diagnosis": "Trois emplois." }), "DIAGNOSIS"),
        ("validateDiagnosis", json!({ "on": "2028-01-25", "body": "Le conseil" }), "DIAGNOSIS"),
        ("adoptPlan", json!({ "on": "2028-01-26", "plan": "Deux missions." }), "PLAN"),
        ("recordCommitteeOpinion", json!({ "on": "2028-02-01", "opinion": "FAVOURABLE" }), "COMMITTEE"),
        ("startEngineering", json!({ "on": "2028-02-05" }), "ENGINEERING"),
        ("startFollowUp", json!({ "on": "2028-02-20" }), "FOLLOW_UP"),
        ("completeAccompaniment", json!({ "on": "2028-02-28" }), "CLOSED"),
    ]
}

/// Goes so many steps of the way.
pub async fn go(user: &User<'_>, id: &str, steps: usize) {
    for (mutation, input, _) in way().into_iter().take(steps) {
        let answer = step(user, mutation, id, input).await;
        assert_eq!(answer.mistakes(mutation), NONE, "{mutation}: {answer:?}");
    }
}

/// The codes of the mistakes with their fields.
pub fn told(answer: &Answer, mutation: &str) -> Vec<String> {
    let mistakes = answer.at(&format!("/{mutation}/userErrors")).as_array().unwrap().iter();
    let path = |mistake: &Value| {
        let parts = mistake["field"].as_array().unwrap().iter();
        parts.map(|part| part.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(".")
    };
    mistakes.map(|mistake| format!("{} {}", mistake["code"].as_str().unwrap(), path(mistake))).collect()
}
