use serde_json::{Value, json};

use super::{NONE, begin, go, see, step, told, way};
use crate::harness::Network;

#[tokio::test]
async fn an_advisor_leads_a_beneficiary_from_reception_to_the_end() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    for (mutation, input, stage) in way() {
        let answer = step(&advisor, mutation, &id, input).await;
        assert_eq!(answer.mistakes(mutation), NONE, "{mutation}: {answer:?}");
        assert_eq!(answer.text(&format!("/{mutation}/accompaniment/stage")), stage);
    }
    let seen = see(&advisor, &id).await;
    let days = seen.each("/accompaniment/steps", "/enteredOn");
    assert_eq!(
        days,
        [
            "2028-01-10",
            "2028-01-12",
            "2028-01-15",
            "2028-01-26",
            "2028-02-01",
            "2028-02-05",
            "2028-02-20",
            "2028-02-28"
        ]
    );
    assert_eq!(seen.text("/accompaniment/diagnosisValidatedBy"), "Le conseil");
    assert_eq!(seen.text("/accompaniment/diagnosisValidatedOn"), "2028-01-25");
    assert_eq!(seen.at("/accompaniment/version"), 10);
}

#[tokio::test]
async fn an_advisor_adopts_no_plan_before_the_diagnosis_is_validated() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await.in_english();
    let id = begin(&advisor, json!({})).await;
    let allowed = async || {
        let answer = step(&advisor, "adoptPlan", &id, json!({ "on": "2028-02-01", "plan": "x" })).await;
        assert_eq!(told(&answer, "adoptPlan"), ["ILLEGAL_TRANSITION id"]);
        answer.text("/adoptPlan/userErrors/0/values/1/value").to_owned()
    };
    assert_eq!(allowed().await, "orientAccompaniment, exitAccompaniment");
    go(&advisor, &id, 2).await;
    assert_eq!(allowed().await, "draftDiagnosis, exitAccompaniment");
    let (mutation, draft, _) = way()[2].clone();
    step(&advisor, mutation, &id, draft).await;
    assert_eq!(allowed().await, "draftDiagnosis, validateDiagnosis, exitAccompaniment");
    let (mutation, validation, _) = way()[3].clone();
    step(&advisor, mutation, &id, validation).await;
    let rewritten = json!({ "on": "2028-02-02", "diagnosis": "Autre chose." });
    let answer = step(&advisor, "draftDiagnosis", &id, rewritten).await;
    assert_eq!(
        answer.text("/draftDiagnosis/userErrors/0/message"),
        "Not possible from the state DIAGNOSIS. Possible: adoptPlan, exitAccompaniment."
    );
}

#[tokio::test]
async fn an_advisor_says_when_each_step_was_made_and_no_day_is_out_of_order() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    go(&advisor, &id, 3).await;
    let validate = async |on: &str| {
        let answer = step(&advisor, "validateDiagnosis", &id, json!({ "on": on, "body": "Le bureau" })).await;
        told(&answer, "validateDiagnosis")
    };
    assert_eq!(validate("2028-03-01").await, ["IN_THE_FUTURE on"]);
    assert_eq!(validate("2028-01-19").await, ["ENDS_BEFORE_START on"]);
    let blank = step(&advisor, "validateDiagnosis", &id, json!({ "on": "2028-01-20", "body": " " })).await;
    assert_eq!(told(&blank, "validateDiagnosis"), ["REQUIRED body"]);
    assert_eq!(validate("2028-01-25").await, NONE);
    let early = json!({ "on": "2028-01-24", "plan": "x", "dueOn": "2028-01-23" });
    let early = step(&advisor, "adoptPlan", &id, early).await;
    assert_eq!(told(&early, "adoptPlan"), ["ENDS_BEFORE_START on", "ENDS_BEFORE_START dueOn"]);
}

#[tokio::test]
async fn an_advisor_leaves_an_accompaniment_at_any_stage_and_says_why() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await.in_english();
    for steps in 0..8 {
        let id = begin(&advisor, json!({})).await;
        go(&advisor, &id, steps).await;
        let exit = |reason: &str| json!({ "on": "2028-02-28", "exit": "abandon", "reason": reason });
        let answer = step(&advisor, "exitAccompaniment", &id, exit(" ")).await;
        assert_eq!(told(&answer, "exitAccompaniment"), ["REASON_REQUIRED reason"]);
        let answer = step(&advisor, "exitAccompaniment", &id, exit("La structure ferme.")).await;
        assert_eq!(answer.text("/exitAccompaniment/accompaniment/exit/code"), "abandon");
        assert_eq!(answer.text("/exitAccompaniment/accompaniment/stage"), "CLOSED");
        let answer = step(&advisor, "exitAccompaniment", &id, exit("Encore.")).await;
        assert_eq!(
            answer.text("/exitAccompaniment/userErrors/0/message"),
            "Not possible from the state CLOSED. Possible: —."
        );
    }
    let id = begin(&advisor, json!({})).await;
    let unknown = json!({ "on": "2028-02-28", "exit": "fini", "reason": "x" });
    let answer = step(&advisor, "exitAccompaniment", &id, unknown).await;
    assert_eq!(told(&answer, "exitAccompaniment"), ["WRONG_TERM exit"]);
}

#[tokio::test]
async fn an_advisor_notes_a_second_opinion_of_the_committee_in_place_of_the_first() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    go(&advisor, &id, 5).await;
    let against = json!({ "on": "2028-02-01", "opinion": "UNFAVOURABLE", "text": "Trop court.", "dueOn": "2028-03-01" });
    step(&advisor, "recordCommitteeOpinion", &id, against).await;
    let again = json!({ "on": "2028-02-10", "opinion": "FAVOURABLE_WITH_RESERVES" });
    let answer = step(&advisor, "recordCommitteeOpinion", &id, again).await;
    let now = answer.at("/recordCommitteeOpinion/accompaniment");
    assert_eq!((&now["opinion"], &now["opinionText"]), (&json!("FAVOURABLE_WITH_RESERVES"), &Value::Null));
    assert_eq!((&now["stageEnteredOn"], &now["stageDueOn"]), (&json!("2028-02-10"), &json!("2028-03-01")));
    assert_eq!(now["steps"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn a_plan_is_taken_up_again_after_an_opinion_that_asks_for_it() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = begin(&advisor, json!({})).await;
    go(&advisor, &id, 5).await;
    let against = json!({ "on": "2028-02-01", "opinion": "UNFAVOURABLE", "text": "Trop court." });
    step(&advisor, "recordCommitteeOpinion", &id, against).await;
    let again =
        step(&advisor, "adoptPlan", &id, json!({ "on": "2028-02-05", "plan": "Trois missions." })).await;
    assert_eq!(again.text("/adoptPlan/accompaniment/stage"), "PLAN", "{again:?}");
    let skipped = step(&advisor, "startEngineering", &id, json!({ "on": "2028-02-06" })).await;
    assert_eq!(told(&skipped, "startEngineering"), ["ILLEGAL_TRANSITION id"], "the committee sees it again");
    let opinion = json!({ "on": "2028-02-10", "opinion": "FAVOURABLE" });
    let seen = step(&advisor, "recordCommitteeOpinion", &id, opinion).await;
    assert_eq!(seen.text("/recordCommitteeOpinion/accompaniment/stage"), "COMMITTEE");
}

#[tokio::test]
async fn two_people_who_move_it_at_once_do_not_move_it_twice() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (one, other) = (network.advisor(member).await, network.advisor(member).await);
    let id = begin(&one, json!({})).await;
    let input = json!({ "id": id, "expectedVersion": 1, "on": "2028-01-12", "orientation": "Éligible." });
    let both = tokio::join!(
        super::act(&one, "orientAccompaniment", input.clone()),
        super::act(&other, "orientAccompaniment", input),
    );
    let mut told = [both.0.mistakes("orientAccompaniment"), both.1.mistakes("orientAccompaniment")];
    told.sort();
    assert_eq!(told, [vec![], vec!["VERSION_CONFLICT".to_owned()]]);
    assert_eq!(see(&one, &id).await.at("/accompaniment/version"), 2);
}
