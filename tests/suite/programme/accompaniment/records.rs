use serde_json::{Value, json};

use super::{NONE, begin, go, run, see, told};
use crate::harness::{Answer, Network, User};

const MISSION: &str =
    "mission { id version kind provider days cost funder { code } startsOn endsOn accompaniment { id } }";

async fn mission(user: &User<'_>, of: &str, over: Value) -> Answer {
    let mut input = json!({ "accompaniment": of, "kind": "INDIVIDUAL", "provider": "Cabinet Merle", "days": 2.5,
        "cost": 250_000, "funder": "drac", "startsOn": "2028-03-01", "endsOn": "2028-04-15" });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    run(user, "addMission", MISSION, input).await
}

#[tokio::test]
async fn an_advisor_notes_changes_and_removes_missions() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let of = begin(&advisor, json!({})).await;
    let made = mission(&advisor, &of, json!({ "cost": 9_007_199_254_740_992_i64 })).await;
    let first = made.at("/addMission/mission").clone();
    assert_eq!(first["cost"], json!(9_007_199_254_740_992_i64));
    assert_eq!((&first["days"], &first["funder"]["code"]), (&json!(2.5), &json!("drac")));
    mission(&advisor, &of, json!({ "kind": "COLLECTIVE", "provider": "Coopérative" })).await;
    let change = json!({ "id": first["id"], "expectedVersion": 1, "days": null, "provider": "Cabinet Pie" });
    let changed = run(&advisor, "updateMission", MISSION, change.clone()).await;
    assert_eq!(changed.at("/updateMission/mission/days"), &Value::Null);
    let twice = run(&advisor, "updateMission", MISSION, change).await;
    assert_eq!(twice.mistakes("updateMission"), ["VERSION_CONFLICT"]);
    let list =
        format!(r#"{{ accompaniment(id: "{of}") {{ missions {{ totalCount nodes {{ provider }} }} }} }}"#);
    let seen = advisor.ask(&list).await;
    assert_eq!(seen.each("/accompaniment/missions/nodes", "/provider"), ["Cabinet Pie", "Coopérative"]);
    let gone = json!({ "id": first["id"], "expectedVersion": 2 });
    let removed = run(&advisor, "removeMission", "removedId", gone).await;
    assert_eq!(removed.at("/removeMission/removedId"), &first["id"]);
    assert_eq!(advisor.ask(&list).await.at("/accompaniment/missions/totalCount"), 1);
}

#[tokio::test]
async fn an_advisor_is_told_what_is_wrong_with_a_mission() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let of = begin(&advisor, json!({})).await;
    for (over, expected) in [
        (json!({ "cost": 9_007_199_254_740_993_i64 }), "OUT_OF_RANGE cost"),
        (json!({ "cost": -1 }), "OUT_OF_RANGE cost"),
        (json!({ "days": -0.5 }), "OUT_OF_RANGE days"),
        (json!({ "days": 0.3 }), "INVALID_FORMAT days"),
        (json!({ "endsOn": "2028-02-28" }), "ENDS_BEFORE_START endsOn"),
        (json!({ "funder": "mecene" }), "WRONG_TERM funder"),
        (json!({ "provider": "" }), "REQUIRED provider"),
        (json!({ "accompaniment": "x" }), "NOT_FOUND accompaniment"),
    ] {
        assert_eq!(told(&mission(&advisor, &of, over).await, "addMission"), [expected]);
    }
    assert_eq!(network.count("select count(*) from engineering_mission").await, 0);
}

#[tokio::test]
async fn what_is_over_takes_no_new_record_but_its_costs_may_still_be_said() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let of = begin(&advisor, json!({})).await;
    let made = mission(&advisor, &of, json!({})).await;
    go(&advisor, &of, 9).await;
    assert_eq!(
        told(&mission(&advisor, &of, json!({})).await, "addMission"),
        ["ILLEGAL_TRANSITION accompaniment"]
    );
    let id = made.at("/addMission/mission/id");
    let paid = json!({ "id": id, "expectedVersion": 1, "cost": 240_000 });
    assert_eq!(run(&advisor, "updateMission", MISSION, paid).await.mistakes("updateMission"), NONE);
    let gone = run(&advisor, "removeMission", "removedId", json!({ "id": id, "expectedVersion": 2 })).await;
    assert_eq!(told(&gone, "removeMission"), ["ILLEGAL_TRANSITION id"]);
}

#[tokio::test]
async fn the_last_follow_up_says_when_the_next_is_due() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let of = begin(&advisor, json!({})).await;
    let add = async |held: &str, next: Value| {
        let input =
            json!({ "accompaniment": of, "heldOn": held, "note": "Point d'étape.", "nextDueOn": next });
        run(
            &advisor,
            "addFollowUp",
            "followUp { id accompaniment { followUpDueOn delays { kind days } } }",
            input,
        )
        .await
    };
    let late = add("2028-02-10", json!("2028-02-20")).await;
    assert_eq!(
        late.at("/addFollowUp/followUp/accompaniment"),
        &json!({ "followUpDueOn": "2028-02-20", "delays": [{ "kind": "FOLLOW_UP", "days": 9 }] })
    );
    let first = late.at("/addFollowUp/followUp/id").clone();
    add("2028-02-28", Value::Null).await;
    assert_eq!(see(&advisor, &of).await.at("/accompaniment/delays"), &json!([]));
    let backwards = json!({ "id": first, "expectedVersion": 1, "nextDueOn": "2028-02-09" });
    let answer = run(&advisor, "updateFollowUp", "followUp { id }", backwards).await;
    assert_eq!(told(&answer, "updateFollowUp"), ["ENDS_BEFORE_START nextDueOn"]);
    assert_eq!(told(&add("2028-03-02", Value::Null).await, "addFollowUp"), ["IN_THE_FUTURE heldOn"]);
    assert_eq!(told(&add("2028-01-09", Value::Null).await, "addFollowUp"), ["ENDS_BEFORE_START heldOn"]);
    let days = format!(r#"{{ accompaniment(id: "{of}") {{ followUps {{ nodes {{ heldOn }} }} }} }}"#);
    assert_eq!(
        advisor.ask(&days).await.each("/accompaniment/followUps/nodes", "/heldOn"),
        ["2028-02-28", "2028-02-10"]
    );
}
