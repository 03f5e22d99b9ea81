use serde_json::{Value, json};

use super::design::{Thing, does, edition, now, objective, over_it, programme, remove, session, team};
use crate::harness::{Network, User};
use crate::observation::{NONE, record, run, territory};

async fn draft(coordinator: &User<'_>) -> Thing {
    let made = programme(coordinator, json!({})).await;
    edition(coordinator, &made, json!({})).await
}

/// Codes of the feasibility points of an edition.
async fn points(user: &User<'_>, edition: &Thing) -> Vec<String> {
    let document = "query($id: ID!) { edition(id: $id) { feasibility { feasible cost certain hoped points { code blocking figure limit record } } } }";
    user.ask_with(document, json!({ "id": edition.id })).await.each("/edition/feasibility/points", "/code")
}

#[tokio::test]
async fn an_objective_rests_on_what_its_writer_sees_and_those_without_evidence_are_found() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let draft = draft(&coordinator).await;
    let secret = record(&stranger, json!({})).await;
    let bare = json!({ "edition": draft.id, "statement": "Une gouvernance renouvelée" });
    let stolen = over_it(bare.clone(), json!({ "justifiedBy": [secret] }));
    assert_eq!(
        run(&advisor, "addObjective", "objective { id }", stolen).await.mistakes("addObjective"),
        ["NOT_FOUND"]
    );
    let bare = does(&advisor, "addObjective", "objective", bare).await;
    objective(&advisor, &draft).await;
    let document = "{ objectives(filter: {justified: false, mine: true}) { totalCount nodes { id priority evidenceCount } } }";
    let found = advisor.ask(document).await;
    assert_eq!(found.each("/objectives/nodes", "/id"), [bare.id.as_str()]);
    assert_eq!(found.at("/objectives/totalCount"), 1);
    let evidence = record(&advisor, json!({})).await;
    let justified =
        bare.with(json!({ "justifiedBy": [evidence], "priority": 1, "accompaniedAgreedOn": "2028-02-29" }));
    let bare = does(&advisor, "updateObjective", "objective", justified).await;
    assert_eq!(advisor.ask(document).await.at("/objectives/totalCount"), 0);
    let ahead = bare.with(json!({ "accompaniedAgreedOn": "2028-03-02" }));
    assert_eq!(
        run(&advisor, "updateObjective", "objective { id }", ahead).await.mistakes("updateObjective"),
        ["IN_THE_FUTURE"]
    );
}

#[tokio::test]
async fn phases_wait_for_each_other_but_never_in_a_circle() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let add = async |title: &str, over: Value| {
        let input =
            over_it(json!({ "edition": draft.id, "title": title, "kind": "atelier-collectif" }), over);
        does(&coordinator, "addPhase", "phase", input).await
    };
    let first = add("Diagnostic", json!({ "startsOn": "2028-03-01", "endsOn": "2028-03-31" })).await;
    let second = add("Ateliers", json!({ "dependsOn": [first.id] })).await;
    let third = add("Bilan", json!({ "dependsOn": [second.id] })).await;
    let circle = first.with(json!({ "dependsOn": [third.id] }));
    assert_eq!(
        run(&coordinator, "updatePhase", "phase { id }", circle).await.mistakes("updatePhase"),
        ["DEPENDENCY_CIRCLE"]
    );
    let early = third.with(json!({ "startsOn": "2028-02-01" }));
    assert_eq!(
        run(&coordinator, "updatePhase", "phase { id }", early).await.mistakes("updatePhase"),
        ["OUT_OF_RANGE"]
    );
    let backwards = third.with(json!({ "startsOn": "2028-05-01", "endsOn": "2028-04-01" }));
    assert_eq!(
        run(&coordinator, "updatePhase", "phase { id }", backwards).await.mistakes("updatePhase"),
        ["ENDS_BEFORE_START"]
    );
    session(&coordinator, &draft, "2028-03-14", json!({ "phase": first.id })).await;
    let used = remove(&coordinator, "removePhase", &first).await;
    assert_eq!(used.mistakes("removePhase"), ["STILL_USED"]);
    let gone = remove(&coordinator, "removePhase", &third).await;
    assert_eq!(gone.mistakes("removePhase"), NONE);
}

#[tokio::test]
async fn a_rule_plans_sessions_at_the_same_hour_of_the_clock_and_must_end() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let plan = async |rule: &str, day: &str| {
        let times = json!({ "startsAt": format!("{day}T08:00:00Z"), "endsAt": format!("{day}T10:00:00Z") });
        let input = json!({ "edition": draft.id, "title": "Atelier", "times": times, "rule": rule });
        run(&coordinator, "planSession", "sessions { startsAt recurring }", input).await
    };
    let planned = plan("FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2028-03-14").await;
    assert_eq!(
        planned.each("/planSession/sessions", "/startsAt"),
        ["2028-03-14T08:00:00+00:00", "2028-03-21T08:00:00+00:00", "2028-03-28T07:00:00+00:00"]
    );
    for (rule, code) in [
        ("FREQ=WEEKLY", "ENDLESS_RULE"),
        ("FREQ=DAILY;COUNT=500", "TOO_MANY"),
        ("every tuesday", "INVALID_FORMAT"),
        ("FREQ=WEEKLY;COUNT=60", "OUT_OF_RANGE"),
    ] {
        assert_eq!(plan(rule, "2028-03-14").await.mistakes("planSession"), [code], "{rule}");
    }
    assert_eq!(network.count("select count(*) from session").await, 3);
}

#[tokio::test]
async fn sessions_that_end_before_they_start_or_lie_outside_the_edition_are_refused() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    for (start, end, code, field) in [
        ("2028-03-14T10:00:00Z", "2028-03-14T08:00:00Z", "ENDS_BEFORE_START", "endsAt"),
        ("2028-07-14T08:00:00Z", "2028-07-14T10:00:00Z", "OUT_OF_RANGE", "startsAt"),
        ("2028-06-30T20:00:00Z", "2028-06-30T22:30:00Z", "OUT_OF_RANGE", "endsAt"),
    ] {
        let input =
            json!({ "edition": draft.id, "title": "Atelier", "times": { "startsAt": start, "endsAt": end } });
        let refused = run(&coordinator, "planSession", "sessions { id }", input).await;
        assert_eq!(refused.mistakes("planSession"), [code]);
        assert_eq!(refused.each("/planSession/userErrors", "/field"), [format!(r#"["times","{field}"]"#)]);
    }
    let planned = session(&coordinator, &draft, "2028-03-14", json!({})).await;
    let cancel = planned.with(json!({ "reason": "Grève des transports" }));
    let cancelled = does(&coordinator, "cancelSession", "session", cancel).await;
    let twice =
        run(&coordinator, "cancelSession", "session { id }", cancelled.with(json!({ "reason": "x" }))).await;
    assert_eq!(twice.mistakes("cancelSession"), ["ALREADY_CANCELLED"]);
}

#[tokio::test]
async fn money_speakers_and_rooms_are_held_against_the_plan() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    objective(&coordinator, &draft).await;
    let line = json!({ "edition": draft.id, "kind": "HUMAN", "account": "62", "label": "Intervenants", "quantity": 1.5, "unit": "jour", "unitCost": 90_001 });
    assert_eq!(
        run(&advisor, "addBudgetLine", "budgetLine { id }", line.clone()).await.mistakes("addBudgetLine"),
        ["NOT_ALLOWED"]
    );
    for (over, code, field) in [
        (json!({ "quantity": -1.0 }), "OUT_OF_RANGE", "quantity"),
        (json!({ "unitCost": 9_007_199_254_740_993_i64 }), "OUT_OF_RANGE", "unitCost"),
        (json!({ "account": "99" }), "INVALID_FORMAT", "account"),
    ] {
        let refused =
            run(&coordinator, "addBudgetLine", "budgetLine { id }", over_it(line.clone(), over)).await;
        assert_eq!(refused.mistakes("addBudgetLine"), [code]);
        assert_eq!(refused.text("/addBudgetLine/userErrors/0/field/0"), field);
    }
    let made = run(&coordinator, "addBudgetLine", "budgetLine { planned }", line).await;
    assert_eq!(made.at("/addBudgetLine/budgetLine/planned"), 135_002);
    let partner = does(
        &coordinator,
        "createPartner",
        "partner",
        json!({ "name": "Cabinet Moreau", "kinds": ["consultant"] }),
    )
    .await;
    let engaged = json!({ "edition": draft.id, "partner": partner.id, "kind": "consultant", "days": 1.0 });
    does(&coordinator, "addEditionPartner", "editionPartner", engaged.clone()).await;
    assert_eq!(
        run(&coordinator, "addEditionPartner", "editionPartner { id }", engaged)
            .await
            .mistakes("addEditionPartner"),
        ["ALREADY_EXISTS"]
    );
    let room =
        does(&coordinator, "addResource", "resource", json!({ "kind": "ROOM", "name": "Grande salle" }))
            .await;
    let with = json!({ "speakers": [partner.id], "resources": [room.id] });
    session(&coordinator, &draft, "2028-03-14", with.clone()).await;
    assert_eq!(points(&coordinator, &draft).await, ["BUDGET_NOT_COVERED"]);
    session(&coordinator, &draft, "2028-03-14", with).await;
    session(&coordinator, &draft, "2028-05-01", json!({ "speakers": [partner.id] })).await;
    assert_eq!(
        points(&coordinator, &draft).await,
        ["SPEAKER_CLASH", "RESOURCE_CLASH", "SPEAKER_OVERBOOKED", "BUDGET_NOT_COVERED", "PUBLIC_HOLIDAY"]
    );
    let document = "query($id: ID!) { edition(id: $id) { id } }";
    let hidden = network.analyst().await.ask_with(document, json!({ "id": draft.id })).await;
    assert!(hidden.at("/edition").is_null());
}

#[tokio::test]
async fn the_public_holidays_are_those_of_the_territory() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 67").await;
    let made = programme(&coordinator, json!({})).await;
    let place =
        json!({ "territory": { "id": territory(&network, "REGION", "52").await }, "endsOn": "2028-12-31" });
    let draft = edition(&coordinator, &made, place).await;
    objective(&coordinator, &draft).await;
    session(&coordinator, &draft, "2028-07-14", json!({})).await;
    assert_eq!(points(&coordinator, &draft).await, ["PUBLIC_HOLIDAY"]);
    let open = now(&coordinator, &draft).await.with(json!({}));
    assert_eq!(run(&coordinator, "openEdition", "edition { id }", open).await.mistakes("openEdition"), NONE);
}
