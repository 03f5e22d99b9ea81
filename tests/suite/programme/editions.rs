use serde_json::{Value, json};

use super::design::{Thing, does, edition, objective, opened, programme, session, team};
use crate::harness::Network;
use crate::observation::{NONE, run, territory};

const TEMPLATES: &str = "{ programmeTemplates { nodes { id code title } } }";

#[tokio::test]
async fn a_draft_is_its_teams_and_what_stands_against_opening_it_is_told_point_by_point() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    let draft = edition(&advisor, &made, json!({})).await;
    let share =
        does(&coordinator, "shareProgramme", "programme", made.with(json!({ "visibility": "PUBLIC" }))).await;
    let ask = "query($id: ID!, $p: ID!) { edition(id: $id) { status } programme(id: $p) { title } }";
    let seen = network.anonymous().ask_with(ask, json!({ "id": draft.id, "p": share.id })).await;
    assert!(seen.at("/edition").is_null());
    assert_eq!(seen.text("/programme/title"), "Parcours de structuration");
    let open = async |user: &_, thing: &Thing| {
        run(user, "openEdition", "edition { id }", thing.with(json!({}))).await
    };
    assert_eq!(open(&advisor, &draft).await.mistakes("openEdition"), ["NOT_ALLOWED"]);
    let refused = open(&coordinator, &draft).await;
    assert_eq!(refused.mistakes("openEdition"), ["NOT_FEASIBLE", "NOT_FEASIBLE"]);
    assert!(refused.text("/openEdition/userErrors/0/message").contains("NO_SESSION"));
    objective(&advisor, &draft).await;
    session(&advisor, &draft, "2028-03-14", json!({})).await;
    assert_eq!(open(&coordinator, &draft).await.mistakes("openEdition"), NONE);
    let seen = network.anonymous().ask_with(ask, json!({ "id": draft.id, "p": share.id })).await;
    assert_eq!(seen.text("/edition/status"), "OPEN");
}

#[tokio::test]
async fn an_edition_goes_from_step_to_step_and_an_illegal_one_names_the_possible() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (_, open) = opened(&coordinator).await;
    let close = run(&coordinator, "closeEdition", "edition { id }", open.with(json!({}))).await;
    assert_eq!(close.mistakes("closeEdition"), ["ILLEGAL_TRANSITION"]);
    assert!(close.text("/closeEdition/userErrors/0/message").contains("startEdition, cancelEdition"));
    let running = does(&coordinator, "startEdition", "edition", open.with(json!({}))).await;
    let early = run(&coordinator, "closeEdition", "edition { id }", running.with(json!({}))).await;
    assert_eq!(early.mistakes("closeEdition"), ["SESSIONS_TO_COME"]);
    network.wait(chrono::TimeDelta::days(30));
    let closed = does(&coordinator, "closeEdition", "edition", running.with(json!({}))).await;
    let late = json!({ "edition": closed.id, "title": "Atelier", "times": { "startsAt": "2028-06-14T08:00:00Z", "endsAt": "2028-06-14T10:00:00Z" } });
    let refused = run(&coordinator, "planSession", "sessions { id }", late).await;
    assert_eq!(refused.mistakes("planSession"), ["ILLEGAL_TRANSITION"]);
    let why =
        run(&coordinator, "cancelEdition", "edition { id }", closed.with(json!({ "reason": "x" }))).await;
    assert_eq!(why.mistakes("cancelEdition"), ["ILLEGAL_TRANSITION"]);
}

#[tokio::test]
async fn it_is_given_up_for_a_reason_and_handed_over_to_somebody_of_its_team() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let (_, open) = opened(&coordinator).await;
    let account = async |user: &crate::harness::User<'_>| {
        user.ask("{ viewer { account { id } } }").await.text("/viewer/account/id").to_owned()
    };
    let hand = open.with(json!({ "referent": account(&stranger).await }));
    assert_eq!(
        run(&coordinator, "handOverEdition", "edition { id }", hand).await.mistakes("handOverEdition"),
        ["NOT_FOUND"]
    );
    let hand = open.with(json!({ "referent": account(&advisor).await, "note": "Deux structures hésitent." }));
    let open = does(&coordinator, "handOverEdition", "edition", hand).await;
    let document = "query($id: ID!) { edition(id: $id) { referents { nodes { name note } } } }";
    let told = coordinator.ask_with(document, json!({ "id": open.id })).await;
    assert_eq!(told.each("/edition/referents/nodes", "/name"), ["ADVISOR", "COORDINATOR"]);
    let hidden = stranger.ask_with(document, json!({ "id": open.id })).await;
    assert_eq!(hidden.each("/edition/referents/nodes", "/name"), NONE);
    let mute =
        run(&coordinator, "cancelEdition", "edition { id }", open.with(json!({ "reason": " " }))).await;
    assert_eq!(mute.mistakes("cancelEdition"), ["REASON_REQUIRED"]);
    does(&coordinator, "cancelEdition", "edition", open.with(json!({ "reason": "Trop peu d'inscrits" })))
        .await;
}

#[tokio::test]
async fn a_shipped_template_and_an_earlier_edition_carry_their_design_over_with_its_dates_shifted() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    let templates = coordinator.ask(TEMPLATES).await;
    assert_eq!(
        templates.each("/programmeTemplates/nodes", "/code"),
        ["dla-collective-engineering", "collective-programme"]
    );
    let template = templates.text("/programmeTemplates/nodes/1/id");
    let dates = |start: &str, end: &str| json!({ "startsOn": start, "endsOn": end });
    let from = super::design::over_it(
        dates("2028-03-01", "2028-08-31"),
        json!({ "from": { "template": template } }),
    );
    let first = edition(&coordinator, &made, from).await;
    let from =
        super::design::over_it(dates("2029-01-31", "2029-08-31"), json!({ "from": { "edition": first.id } }));
    let second = edition(&coordinator, &made, from).await;
    let design = |id: &str| json!({ "id": id });
    let document = "query($id: ID!) { edition(id: $id) { number fromEdition { number } fromTemplate { code } objectives { nodes { statement indicators { nodes { target } } } } \
        phases { nodes { title startsOn dependsOn { title } } } sessions { nodes { title startsAt } } budget { nodes { planned } } } }";
    let (one, two) = (
        coordinator.ask_with(document, design(&first.id)).await,
        coordinator.ask_with(document, design(&second.id)).await,
    );
    assert_eq!(network.count("select count(*) from session").await, 14);
    for part in ["/edition/objectives", "/edition/budget"] {
        assert_eq!(one.at(part), two.at(part));
    }
    assert_eq!(two.at("/edition/fromEdition/number"), 1);
    assert_eq!(one.at("/edition/fromTemplate/code"), "collective-programme");
    assert!(one.at("/edition/fromEdition").is_null());
    assert_eq!(one.each("/edition/phases/nodes", "/title"), two.each("/edition/phases/nodes", "/title"));
    assert_eq!(two.text("/edition/phases/nodes/4/dependsOn/1/title"), "Conseils individuels");
    assert_eq!(one.text("/edition/sessions/nodes/0/startsAt"), "2028-03-08T08:30:00+00:00");
    assert_eq!(two.text("/edition/sessions/nodes/0/startsAt"), "2029-02-07T08:30:00+00:00");
    assert_eq!(
        one.text("/edition/sessions/nodes/1/startsAt"),
        "2028-04-05T07:30:00+00:00",
        "the clock keeps its hour in summer"
    );
}

#[tokio::test]
async fn bad_dates_and_capacities_are_refused_at_their_field() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let made = programme(&coordinator, json!({})).await;
    let input = |over: Value| {
        super::design::over_it(
            json!({ "programme": made.id, "territory": { "code": { "kind": "COMMUNE", "code": "44143" } },
        "startsOn": "2028-02-29", "endsOn": "2028-06-30" }),
            over,
        )
    };
    for (over, code, field) in [
        (json!({ "endsOn": "2028-02-28" }), "ENDS_BEFORE_START", "endsOn"),
        (json!({ "endsOn": "2040-01-01" }), "OUT_OF_RANGE", "endsOn"),
        (json!({ "capacity": 0 }), "OUT_OF_RANGE", "capacity"),
        (json!({ "from": { "template": "nothing" } }), "NOT_FOUND", "from"),
    ] {
        let refused = run(&coordinator, "createEdition", "edition { id }", input(over)).await;
        assert_eq!(refused.mistakes("createEdition"), [code]);
        assert_eq!(refused.text("/createEdition/userErrors/0/field/0"), field);
    }
    let foreign = run(&stranger, "createEdition", "edition { id }", input(json!({}))).await;
    assert_eq!(foreign.mistakes("createEdition"), ["NOT_FOUND"]);
    assert_eq!(network.count("select count(*) from edition").await, 0);
}

#[tokio::test]
async fn a_page_of_editions_takes_the_same_statements_whatever_its_size() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    for name in ["Cabinet A", "Cabinet B", "Cabinet C"] {
        let (_, edition) = opened(&coordinator).await;
        let partner = json!({ "name": name, "kinds": ["consultant"] });
        let partner = does(&coordinator, "createPartner", "partner", partner).await;
        let engaged = json!({ "edition": edition.id, "partner": partner.id, "kind": "consultant" });
        does(&coordinator, "addEditionPartner", "editionPartner", engaged).await;
    }
    let edition = "number nextSession { startsAt } programme { title lead { name } } territory { name } fillRate \
        partners(first: 5) { nodes { partner { name } } }";
    let territory = territory(&network, "DEPARTMENT", "44").await;
    let page = |size: i32| {
        format!(
            r#"{{ editions(first: {size}, filter: {{ within: "{territory}" }}) {{ nodes {{ {edition} }} }} }}"#
        )
    };
    let (one, few) = network.statements(coordinator.ask(&page(1))).await;
    let (three, same) = network.statements(coordinator.ask(&page(3))).await;
    assert_eq!(one.at("/editions/nodes").as_array().unwrap().len(), 1);
    let partners = three.each("/editions/nodes", "/partners/nodes/0/partner/name");
    assert_eq!(partners, ["Cabinet C", "Cabinet B", "Cabinet A"]);
    assert_eq!(few, same);
    assert!(same <= 8, "{same}");
    let nested = |size: i32| {
        format!(
            "{{ programmes(first: {size}) {{ nodes {{ editions(first: 2) {{ totalCount nodes {{ {edition} }} }} }} }} }}"
        )
    };
    let (one, few) = network.statements(coordinator.ask(&nested(1))).await;
    let (three, more) = network.statements(coordinator.ask(&nested(3))).await;
    assert_eq!(one.at("/programmes/nodes/0/editions/nodes/0/fillRate"), 0.0);
    assert_eq!(three.each("/programmes/nodes", "/editions/totalCount"), ["1", "1", "1"]);
    assert_eq!(more, few + 2, "a count for each list that asks for one");
}
