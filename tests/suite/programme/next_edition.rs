//! What goes over from an edition to the next, and what stays behind.

use serde_json::{Value, json};

use super::design::{Thing, does, edition, now, opened, over_it, programme, session, team};
use crate::harness::{Network, User};
use crate::observation::{NONE, run};

const MEANS: &str = "budget { nodes { label planned } } funding { nodes { label amount status askedOn scheme { title } } } \
    partners { nodes { partner { name } days } } sessions { nodes { title resources { name } speakers { name } } }";

/// An open edition with a line of each of its means.
async fn equipped(user: &User<'_>) -> Thing {
    let (_, made) = opened(user).await;
    let of = |over: Value| over_it(json!({ "edition": made.id }), over);
    let line = json!({ "kind": "HUMAN", "account": "62", "label": "Intervenants", "quantity": 2.0, "unit": "jour", "unitCost": 90_000 });
    does(user, "addBudgetLine", "budgetLine", of(line)).await;
    let scheme = json!({ "title": "Fonds d'accompagnement", "level": "REGION" });
    let scheme = does(user, "createFundingScheme", "fundingScheme", scheme).await;
    let money = json!({ "label": "DRAC", "amount": 180_000, "status": "GRANTED", "askedOn": "2028-01-10", "scheme": scheme.id });
    does(user, "addFundingLine", "fundingLine", of(money)).await;
    let partner = does(user, "createPartner", "partner", json!({ "name": "Cabinet Moreau" })).await;
    let part = json!({ "partner": partner.id, "kind": "consultant", "days": 2.0 });
    does(user, "addEditionPartner", "editionPartner", of(part)).await;
    let room = does(user, "addResource", "resource", json!({ "kind": "ROOM", "name": "Grande salle" })).await;
    let with = json!({ "title": "Bilan", "resources": [room.id], "speakers": [partner.id] });
    session(user, &made, "2028-04-04", with).await;
    made
}

async fn copied(user: &User<'_>, of: &Thing) -> Thing {
    let own = programme(user, json!({})).await;
    let from = json!({ "from": { "edition": of.id }, "startsOn": "2029-03-01", "endsOn": "2029-06-30" });
    edition(user, &own, from).await
}

async fn means(user: &User<'_>, of: &Thing) -> Value {
    let document = format!("query($id: ID!) {{ edition(id: $id) {{ {MEANS} }} }}");
    user.ask_with(&document, json!({ "id": of.id })).await.at("/edition").clone()
}

#[tokio::test]
async fn the_means_of_an_edition_go_over_to_the_next_and_its_money_is_hoped_for_again() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let first = equipped(&user).await;
    let next = copied(&user, &first).await;
    let seen = means(&user, &next).await;
    assert_eq!(seen["budget"]["nodes"], json!([{ "label": "Intervenants", "planned": 180_000 }]));
    let money = json!([{ "label": "DRAC", "amount": 180_000, "status": "PLANNED", "askedOn": null,
        "scheme": { "title": "Fonds d'accompagnement" } }]);
    assert_eq!(seen["funding"]["nodes"], money);
    let partners = json!([{ "partner": { "name": "Cabinet Moreau" }, "days": 2.0 }]);
    assert_eq!(seen["partners"]["nodes"], partners);
    let review = json!({ "title": "Bilan", "resources": [{ "name": "Grande salle" }], "speakers": [] });
    assert_eq!(seen["sessions"]["nodes"][1], review, "speakers are asked again");
    let made =
        format!(r#"{{ editions(filter: {{ madeFrom: "{}" }}) {{ totalCount nodes {{ id }} }} }}"#, first.id);
    assert_eq!(user.ask(&made).await.each("/editions/nodes", "/id"), [next.id.as_str()]);
    let asked = "{ fundingSchemes { nodes { fundingLines { totalCount } } } }";
    assert_eq!(user.ask(asked).await.at("/fundingSchemes/nodes/0/fundingLines/totalCount"), 2);
}

#[tokio::test]
async fn an_edition_that_others_copy_leaves_its_means_behind() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let (stranger, advisor) = team(&network, "DLA 35").await;
    let first = equipped(&user).await;
    for other in [&stranger, &advisor] {
        let seen = means(other, &copied(other, &first).await).await;
        for part in ["budget", "funding", "partners"] {
            assert_eq!(seen[part]["nodes"], json!([]), "{part}");
        }
        let review = json!({ "title": "Bilan", "resources": [], "speakers": [] });
        assert_eq!(seen["sessions"]["nodes"][1], review, "what is shared is its design");
    }
    let asked = "{ fundingSchemes { nodes { fundingLines { totalCount } } } }";
    assert_eq!(stranger.ask(asked).await.at("/fundingSchemes/nodes/0/fundingLines/totalCount"), 0);
    let draft = edition(&user, &programme(&user, json!({})).await, json!({})).await;
    let made = format!(r#"{{ editions(filter: {{ madeFrom: "{}" }}) {{ totalCount }} }}"#, draft.id);
    assert_eq!(stranger.ask(&made).await.at("/editions/totalCount"), 0);
}

#[tokio::test]
async fn an_edition_is_not_made_shorter_than_what_is_planned_in_it_nor_smaller_than_its_enrolments() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let first = equipped(&user).await;
    let own = programme(&user, json!({})).await;
    let short = json!({ "programme": own.id, "from": { "edition": first.id }, "startsOn": "2029-03-01",
        "endsOn": "2029-03-20", "territory": { "code": { "kind": "COMMUNE", "code": "44143" } } });
    let refused = run(&user, "createEdition", "edition { id }", short).await;
    assert_eq!(refused.mistakes("createEdition"), ["OUT_OF_RANGE"]);
    assert_eq!(refused.at("/createEdition/userErrors/0/field"), &json!(["endsOn"]));
    assert_eq!(network.count("select count(*) from edition").await, 1);
    let who = json!({ "edition": first.id, "participants": [
        { "new": { "kind": "PERSON", "name": "Ada" } }, { "new": { "kind": "PERSON", "name": "Bea" } }] });
    assert_eq!(run(&user, "enrolCohort", "enrolments { id }", who).await.mistakes("enrolCohort"), NONE);
    let present = now(&user, &first).await;
    for (over, field) in [
        (json!({ "endsOn": "2028-04-03" }), "endsOn"),
        (json!({ "startsOn": "2028-03-15" }), "startsOn"),
        (json!({ "capacity": 1 }), "capacity"),
    ] {
        let refused = run(&user, "updateEdition", "edition { id }", present.with(over)).await;
        assert_eq!(refused.mistakes("updateEdition"), ["OUT_OF_RANGE"], "{field}");
        assert_eq!(refused.at("/updateEdition/userErrors/0/field"), &json!([field]));
    }
    let tight = json!({ "startsOn": "2028-03-14", "endsOn": "2028-04-04", "capacity": 2 });
    does(&user, "updateEdition", "edition", present.with(tight)).await;
}

#[tokio::test]
async fn who_agreed_to_an_objective_is_told_to_its_team_and_has_a_day() {
    let network = Network::new().await;
    let (user, _) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let (_, made) = opened(&user).await;
    let aim = json!({ "edition": made.id, "statement": "Un plan", "accompaniedAgreedBy": "Mme Secrète" });
    let refused = run(&user, "addObjective", "objective { id }", aim.clone()).await;
    assert_eq!(refused.mistakes("addObjective"), ["REQUIRED"]);
    assert_eq!(refused.at("/addObjective/userErrors/0/field"), &json!(["accompaniedAgreedOn"]));
    let aim = over_it(aim, json!({ "accompaniedAgreedOn": "2028-02-20" }));
    let aim = does(&user, "addObjective", "objective", aim).await;
    let asked = format!(
        r#"{{ objective(id: "{}") {{ accompaniedAgreement {{ agreedOn agreedBy }} accompanistsAgreement {{ agreedOn }} }} }}"#,
        aim.id
    );
    let agreed = |by: Value| json!({ "accompaniedAgreement": { "agreedOn": "2028-02-20", "agreedBy": by }, "accompanistsAgreement": null });
    assert_eq!(user.ask(&asked).await.at("/objective"), &agreed(json!("Mme Secrète")));
    assert_eq!(stranger.ask(&asked).await.at("/objective"), &agreed(Value::Null));
}

#[tokio::test]
async fn a_partner_who_speaks_and_a_room_that_is_taken_up_are_not_removed() {
    let network = Network::new().await;
    let (user, advisor) = team(&network, "DLA 44").await;
    let first = equipped(&user).await;
    let asked = format!(
        r#"{{ edition(id: "{}") {{ partners {{ nodes {{ id version }} }} sessions(last: 1) {{ nodes {{ id version }} }} }}
        resources {{ nodes {{ id version }} }} }}"#,
        first.id
    );
    let seen = user.ask(&asked).await;
    let thing = |at: &str| Thing {
        id: seen.text(&format!("{at}/id")).to_owned(),
        version: seen.at(&format!("{at}/version")).as_i64().unwrap(),
    };
    let (part, room) = (thing("/edition/partners/nodes/0"), thing("/resources/nodes/0"));
    for (mutation, one) in [("removeEditionPartner", &part), ("removeResource", &room)] {
        let used = super::design::remove(&user, mutation, one).await;
        assert_eq!(used.mistakes(mutation), ["STILL_USED"], "{mutation}");
    }
    let room =
        does(&advisor, "updateResource", "resource", room.with(json!({ "name": "Salle 2", "capacity": 8 })))
            .await;
    let bare = thing("/edition/sessions/nodes/0").with(json!({ "speakers": [], "resources": null }));
    does(&user, "updateSession", "session", bare).await;
    for (mutation, one) in [("removeEditionPartner", &part), ("removeResource", &room)] {
        assert_eq!(super::design::remove(&user, mutation, one).await.mistakes(mutation), NONE, "{mutation}");
    }
    assert_eq!(network.count("select count(*) from resource").await, 0);
}
