//! Who runs a session, what it takes up, and who else could run it.

use serde_json::{Value, json};

use super::design::{Thing, does, edition, opened, over_it, programme, session, team};
use crate::harness::{Network, User};
use crate::observation::NONE;

/// A partner who intervenes in Rezé.
async fn partner(user: &User<'_>, name: &str, over: Value) -> Thing {
    let place = json!({ "code": { "kind": "DEPARTMENT", "code": "44" } });
    let input = json!({ "name": name, "kinds": ["consultant"], "skills": ["coaching"], "zones": [place] });
    does(user, "createPartner", "partner", over_it(input, over)).await
}

async fn engage(user: &User<'_>, edition: &Thing, partner: &Thing) {
    let part = json!({ "edition": edition.id, "partner": partner.id, "kind": "consultant" });
    does(user, "addEditionPartner", "editionPartner", part).await;
}

/// Names of those who can run a session.
async fn available(user: &User<'_>, session: &Thing, filter: &str) -> Vec<String> {
    let asked = format!(
        r#"{{ availablePartners(session: "{}", filter: {{{filter}}}) {{ totalCount nodes {{ name }} }} }}"#,
        session.id
    );
    let answer = user.ask(&asked).await;
    let names = answer.each("/availablePartners/nodes", "/name");
    assert_eq!(answer.at("/availablePartners/totalCount"), names.len());
    names
}

#[tokio::test]
async fn a_session_shows_its_rule_its_speakers_and_to_its_team_what_it_takes_up() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let speaker = partner(&coordinator, "Cabinet Moreau", json!({})).await;
    engage(&coordinator, &edition, &speaker).await;
    let room = json!({ "kind": "ROOM", "name": "Grande salle" });
    let room = does(&coordinator, "addResource", "resource", room).await;
    let with = json!({ "speakers": [speaker.id], "resources": [room.id], "rule": "FREQ=WEEKLY;COUNT=3" });
    session(&coordinator, &edition, "2028-04-04", with).await;
    let page = |size: i32| {
        format!(
            r#"{{ edition(id: "{}") {{ sessions(last: {size}) {{ nodes {{ recurring rule speakers {{ name }}
            resources {{ name }} }} }} }} }}"#,
            edition.id
        )
    };
    let (one, few) = network.statements(coordinator.ask(&page(1))).await;
    let (three, same) = network.statements(coordinator.ask(&page(3))).await;
    assert_eq!(few, same);
    let session = json!({ "recurring": true, "rule": "FREQ=WEEKLY;COUNT=3", "speakers": [{ "name": "Cabinet Moreau" }],
        "resources": [{ "name": "Grande salle" }] });
    assert_eq!(one.at("/edition/sessions/nodes/0"), &session);
    assert_eq!(three.at("/edition/sessions/nodes"), &json!([session, session, session]));
    let elsewhere = network.advisor(network.member("DLA 35").await).await.ask(&page(1)).await;
    assert_eq!(elsewhere.each("/edition/sessions/nodes/0/speakers", "/name"), ["Cabinet Moreau"]);
    assert_eq!(elsewhere.each("/edition/sessions/nodes/0/resources", "/name"), NONE);
}

#[tokio::test]
async fn who_can_run_a_session_is_there_knows_the_subject_and_is_free_then() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let busy = partner(&coordinator, "Busy", json!({})).await;
    let away = json!([{ "from": "2028-04-01T00:00:00Z", "to": "2028-04-30T00:00:00Z" }]);
    partner(&coordinator, "Away", json!({ "absences": away })).await;
    let far = json!([{ "code": { "kind": "DEPARTMENT", "code": "67" } }]);
    partner(&coordinator, "Far", json!({ "zones": far })).await;
    partner(&coordinator, "Free", json!({})).await;
    partner(&coordinator, "Other", json!({ "skills": ["accessibilite"] })).await;
    let (_, edition) = opened(&coordinator).await;
    engage(&coordinator, &edition, &busy).await;
    let speaking = json!({ "speakers": [busy.id] });
    let elsewhere = session(&coordinator, &edition, "2028-04-04", speaking).await;
    let planned = session(&coordinator, &edition, "2028-04-04", json!({})).await;
    assert_eq!(available(&coordinator, &planned, "").await, ["Free", "Other"]);
    assert_eq!(available(&coordinator, &planned, r#"skills: {in: ["coaching"]}"#).await, ["Free"]);
    let next = session(&coordinator, &edition, "2028-05-16", json!({})).await;
    assert_eq!(available(&coordinator, &next, "").await, ["Away", "Busy", "Free", "Other"]);
    assert_eq!(available(&coordinator, &elsewhere, "").await, ["Busy", "Free", "Other"], "its own speaker");
    let cancel = elsewhere.with(json!({ "reason": "Grève" }));
    does(&coordinator, "cancelSession", "session", cancel).await;
    assert_eq!(available(&coordinator, &planned, "").await, ["Busy", "Free", "Other"]);
    let unknown = format!(r#"{{ availablePartners(session: "{}") {{ totalCount }} }}"#, edition.id);
    assert!(stranger.ask(&unknown).await.at("/availablePartners").is_null());
}

#[tokio::test]
async fn a_draft_elsewhere_does_not_tell_who_speaks_in_it() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let moreau = partner(&coordinator, "Cabinet Moreau", json!({})).await;
    let hidden = edition(&coordinator, &programme(&coordinator, json!({})).await, json!({})).await;
    engage(&coordinator, &hidden, &moreau).await;
    session(&coordinator, &hidden, "2028-04-04", json!({ "speakers": [moreau.id] })).await;
    let own = edition(&stranger, &programme(&stranger, json!({})).await, json!({})).await;
    let planned = session(&stranger, &own, "2028-04-04", json!({})).await;
    assert_eq!(available(&stranger, &planned, "").await, ["Cabinet Moreau"]);
    let asked = format!(r#"{{ availablePartners(session: "{}") {{ totalCount }} }}"#, planned.id);
    assert!(coordinator.ask(&asked).await.at("/availablePartners").is_null());
    let public = session(&coordinator, &opened(&coordinator).await.1, "2028-04-04", json!({})).await;
    let asked = format!(r#"{{ availablePartners(session: "{}") {{ totalCount }} }}"#, public.id);
    assert_eq!(network.analyst().await.ask(&asked).await.at("/availablePartners/totalCount"), 1);
}
