//! Consultations of providers: who is invited, which offers count, how they compare, and the choice.

use serde_json::{Value, json};

use super::design::{Thing, does, edition, over_it, programme, remove, team};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run};

/// A consultation of a draft, with offers by 29 February 2028 and at most 5,000 euros.
async fn consultation(user: &User<'_>, edition: &Thing, over: Value) -> Thing {
    let input = json!({ "edition": edition.id, "title": "Ingénierie collective", "termsOfReference": "Cahier des charges",
        "offersBy": "2028-02-29", "ceiling": 500_000, "criteria": "Prix 40, méthode 60" });
    does(user, "addConsultation", "consultation", over_it(input, over)).await
}

async fn draft(user: &User<'_>) -> Thing {
    let made = programme(user, json!({})).await;
    edition(user, &made, json!({})).await
}

/// A partner of the directory, invited.
async fn provider(user: &User<'_>, of: &Thing, name: &str) -> String {
    let partner =
        does(user, "createPartner", "partner", json!({ "name": name, "kinds": ["consultant"] })).await;
    let input = json!({ "consultation": of.id, "partner": partner.id });
    does(user, "inviteProvider", "invitedProvider", input).await;
    partner.id
}

fn offered(of: &Thing, partner: &str, days: f64, price: i64) -> Value {
    json!({ "consultation": of.id, "partner": partner, "days": days, "price": price })
}

async fn offer(user: &User<'_>, input: Value) -> Thing {
    does(user, "recordOffer", "offer", input).await
}

/// The first mistake of a mutation, and its field.
fn mistake(answer: &Answer, mutation: &str) -> (String, String) {
    let at = format!("/{mutation}/userErrors/0");
    (answer.text(&format!("{at}/code")).to_owned(), answer.text(&format!("{at}/field/0")).to_owned())
}

#[tokio::test]
async fn offers_stand_side_by_side_and_one_is_chosen_for_a_reason() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let asked = consultation(&advisor, &draft, json!({})).await;
    let mut offers = Vec::new();
    for (name, days, price) in [("Ariane", 5.0, 600_000), ("Brune", 4.5, 400_000), ("Cléo", 3.25, 400_000)] {
        let partner = provider(&advisor, &asked, name).await;
        offers.push(offer(&advisor, offered(&asked, &partner, days, price)).await);
    }
    let document = "query($id: ID!) { node(id: $id) { ... on Consultation { status chosenOffer { id } decidedOn comparison \
        { lowest mixedVat offers { rank pricePerDay aboveLowest aboveCeiling chosen offer { partner { name } } } } } } }";
    let seen = advisor.ask_with(document, json!({ "id": asked.id })).await;
    let compared = seen.at("/node/comparison");
    assert_eq!((&compared["lowest"], &compared["mixedVat"]), (&json!(400_000), &json!(false)));
    assert_eq!(seen.each("/node/comparison/offers", "/rank"), ["1", "1", "3"]);
    assert_eq!(seen.each("/node/comparison/offers", "/offer/partner/name"), ["Brune", "Cléo", "Ariane"]);
    assert_eq!(seen.each("/node/comparison/offers", "/pricePerDay"), ["88889", "123077", "120000"]);
    assert_eq!(seen.each("/node/comparison/offers", "/aboveLowest"), ["0", "0", "200000"]);
    assert_eq!(seen.each("/node/comparison/offers", "/aboveCeiling"), ["-100000", "-100000", "100000"]);
    let choice = asked.with(json!({ "offer": offers[1].id, "reason": "Méthode la plus sûre" }));
    let refused = run(&advisor, "decideConsultation", "consultation { id }", choice.clone()).await;
    assert_eq!(refused.mistakes("decideConsultation"), ["NOT_ALLOWED"]);
    does(&coordinator, "decideConsultation", "consultation", choice).await;
    let seen = advisor.ask_with(document, json!({ "id": asked.id })).await;
    assert_eq!(seen.text("/node/chosenOffer/id"), offers[1].id);
    assert_eq!((seen.text("/node/status"), seen.text("/node/decidedOn")), ("DECIDED", "2028-02-29"));
    assert_eq!(seen.each("/node/comparison/offers", "/chosen"), ["true", "false", "false"]);
    let kept = "select count(*) from field_change where field in ('status', 'chosenOffer', 'decidedOn')";
    assert_eq!(network.count(kept).await, 3);
}

#[tokio::test]
async fn a_decided_consultation_no_longer_changes() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let asked = consultation(&coordinator, &draft, json!({})).await;
    let partner = provider(&coordinator, &asked, "Ariane").await;
    let made = offer(&coordinator, offered(&asked, &partner, 5.0, 400_000)).await;
    let late =
        does(&coordinator, "createPartner", "partner", json!({ "name": "Zoé", "kinds": ["consultant"] }))
            .await;
    let choice = asked.with(json!({ "offer": made.id, "reason": "La seule" }));
    let asked = does(&coordinator, "decideConsultation", "consultation", choice.clone()).await;
    let again = over_it(choice, json!({ "expectedVersion": asked.version }));
    for (mutation, thing, input) in [
        ("decideConsultation", "consultation", again),
        ("updateConsultation", "consultation", asked.with(json!({ "title": "Autre" }))),
        ("withdrawConsultation", "consultation", asked.with(json!({ "reason": "x" }))),
        ("inviteProvider", "invitedProvider", json!({ "consultation": asked.id, "partner": late.id })),
        ("recordOffer", "offer", offered(&asked, &late.id, 1.0, 1)),
        ("updateOffer", "offer", made.with(json!({ "price": 1 }))),
    ] {
        let refused = run(&coordinator, mutation, &format!("{thing} {{ id }}"), input).await;
        assert_eq!(refused.mistakes(mutation), ["ILLEGAL_TRANSITION"], "{mutation}");
    }
    let refused = remove(&coordinator, "removeOffer", &made).await;
    assert_eq!(refused.mistakes("removeOffer"), ["ILLEGAL_TRANSITION"]);
    assert_eq!(network.count("select count(*) from consultation_offer where price = 400000").await, 1);
}

#[tokio::test]
async fn offers_that_do_not_count_are_refused_at_the_field_that_is_wrong() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let asked = consultation(&coordinator, &draft, json!({ "offersBy": "2028-02-20" })).await;
    let partner = provider(&coordinator, &asked, "Ariane").await;
    let stranger = json!({ "name": "Zoé", "kinds": ["consultant"] });
    let stranger = does(&coordinator, "createPartner", "partner", stranger).await;
    let good = over_it(offered(&asked, &partner, 5.0, 400_000), json!({ "receivedOn": "2028-02-20" }));
    for (over, code, field) in [
        (json!({ "partner": stranger.id }), "NOT_FOUND", "partner"),
        (json!({ "receivedOn": "2028-02-21" }), "OUT_OF_RANGE", "receivedOn"),
        (json!({ "receivedOn": "2028-03-01" }), "IN_THE_FUTURE", "receivedOn"),
        (json!({ "price": -1 }), "OUT_OF_RANGE", "price"),
        (json!({ "price": 9_007_199_254_740_993_i64 }), "OUT_OF_RANGE", "price"),
        (json!({ "days": 0.0 }), "OUT_OF_RANGE", "days"),
        (json!({ "days": 1.3 }), "INVALID_FORMAT", "days"),
        (json!({ "url": "javascript:x" }), "INVALID_FORMAT", "url"),
        (json!({ "consultation": draft.id }), "NOT_FOUND", "consultation"),
    ] {
        let refused = run(&coordinator, "recordOffer", "offer { id }", over_it(good.clone(), over)).await;
        assert_eq!(mistake(&refused, "recordOffer"), (code.to_owned(), field.to_owned()));
    }
    assert_eq!(network.count("select count(*) from consultation_offer").await, 0);
    offer(&coordinator, good.clone()).await;
    let second = run(&coordinator, "recordOffer", "offer { id }", good).await;
    assert_eq!(mistake(&second, "recordOffer"), ("ALREADY_EXISTS".to_owned(), "partner".to_owned()));
    let earlier = asked.with(json!({ "offersBy": "2028-02-19" }));
    let earlier = run(&coordinator, "updateConsultation", "consultation { id }", earlier).await;
    assert_eq!(mistake(&earlier, "updateConsultation"), ("OUT_OF_RANGE".to_owned(), "offersBy".to_owned()));
}

#[tokio::test]
async fn a_choice_is_of_an_own_offer_has_a_reason_and_its_day() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let (asked, other) = (
        consultation(&coordinator, &draft, json!({})).await,
        consultation(&coordinator, &draft, json!({})).await,
    );
    let partner = provider(&coordinator, &asked, "Ariane").await;
    let own = over_it(offered(&asked, &partner, 5.0, 400_000), json!({ "receivedOn": "2028-02-20" }));
    let own = offer(&coordinator, own).await;
    let partner = provider(&coordinator, &other, "Brune").await;
    let foreign = offer(&coordinator, offered(&other, &partner, 5.0, 400_000)).await;
    let good = asked.with(json!({ "offer": own.id, "reason": "La seule" }));
    for (over, code, field) in [
        (json!({ "offer": foreign.id }), "NOT_FOUND", "offer"),
        (json!({ "reason": "  " }), "REASON_REQUIRED", "reason"),
        (json!({ "decidedOn": "2028-02-19" }), "OUT_OF_RANGE", "decidedOn"),
        (json!({ "decidedOn": "2028-03-01" }), "IN_THE_FUTURE", "decidedOn"),
    ] {
        let refused =
            run(&coordinator, "decideConsultation", "consultation { id }", over_it(good.clone(), over)).await;
        assert_eq!(mistake(&refused, "decideConsultation"), (code.to_owned(), field.to_owned()));
    }
    let silent = other.with(json!({ "reason": "" }));
    let silent = run(&coordinator, "withdrawConsultation", "consultation { id }", silent).await;
    assert_eq!(silent.mistakes("withdrawConsultation"), ["REASON_REQUIRED"]);
    does(&coordinator, "withdrawConsultation", "consultation", other.with(json!({ "reason": "Trop cher" })))
        .await;
    assert_eq!(network.count("select count(*) from consultation where status = 'WITHDRAWN'").await, 1);
}

#[tokio::test]
async fn a_provider_is_invited_once_and_stays_so_once_it_has_answered() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let draft = draft(&coordinator).await;
    let asked = consultation(&coordinator, &draft, json!({})).await;
    let partner =
        does(&coordinator, "createPartner", "partner", json!({ "name": "Ariane", "kinds": ["consultant"] }))
            .await;
    let input = json!({ "consultation": asked.id, "partner": partner.id });
    let invited = does(&coordinator, "inviteProvider", "invitedProvider", input.clone()).await;
    let twice = run(&coordinator, "inviteProvider", "invitedProvider { id }", input.clone()).await;
    assert_eq!(mistake(&twice, "inviteProvider"), ("ALREADY_EXISTS".to_owned(), "partner".to_owned()));
    let unknown = over_it(input.clone(), json!({ "partner": draft.id }));
    let unknown = run(&coordinator, "inviteProvider", "invitedProvider { id }", unknown).await;
    assert_eq!(mistake(&unknown, "inviteProvider"), ("NOT_FOUND".to_owned(), "partner".to_owned()));
    let made = offer(&coordinator, offered(&asked, &partner.id, 0.5, 0)).await;
    let used = remove(&coordinator, "removeInvitedProvider", &invited).await;
    assert_eq!(used.mistakes("removeInvitedProvider"), ["STILL_USED"]);
    assert_eq!(remove(&coordinator, "removeOffer", &made).await.mistakes("removeOffer"), NONE);
    let gone = remove(&coordinator, "removeInvitedProvider", &invited).await;
    assert_eq!(gone.mistakes("removeInvitedProvider"), NONE);
}

#[tokio::test]
async fn for_others_than_the_team_a_consultation_does_not_exist() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let (_, opened) = super::design::opened(&coordinator).await;
    let asked = consultation(&coordinator, &opened, json!({})).await;
    let partner = provider(&coordinator, &asked, "Ariane").await;
    let made = offer(&coordinator, offered(&asked, &partner, 5.0, 400_000)).await;
    let document =
        "query($id: ID!) { edition(id: $id) { contracting { consultations { totalCount nodes { id } } } } }";
    let own = coordinator.ask_with(document, json!({ "id": opened.id })).await;
    assert_eq!(own.at("/edition/contracting/consultations/totalCount"), 1);
    let others =
        [stranger, network.analyst().await, network.administrator().await, coordinator.with_scopes(&[])];
    for user in others {
        let seen = user.ask_with(document, json!({ "id": opened.id })).await;
        let counted = &seen.0["data"]["edition"]["contracting"]["consultations"]["totalCount"];
        assert!(counted.is_null() || counted == 0, "{counted}");
        for id in [&asked.id, &made.id] {
            assert!(user.ask(&format!(r#"{{ node(id: "{id}") {{ id }} }}"#)).await.at("/node").is_null());
        }
        let steal = json!({ "consultation": asked.id, "partner": partner });
        let stolen = run(&user, "inviteProvider", "invitedProvider { id }", steal).await;
        assert_eq!(stolen.mistakes("inviteProvider"), ["NOT_FOUND"]);
    }
}

#[tokio::test]
async fn consultations_with_all_that_hangs_on_them_take_the_same_few_statements() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    for _ in 0..2 {
        let draft = edition(&coordinator, &made, json!({})).await;
        for _ in 0..2 {
            let asked = consultation(&coordinator, &draft, json!({})).await;
            for name in ["Ariane", "Brune"] {
                let partner = provider(&coordinator, &asked, name).await;
                offer(&coordinator, offered(&asked, &partner, 5.0, 400_000)).await;
            }
        }
    }
    let document = "{ editions(first: 2) { nodes { contracting { consultations(first: 2) { nodes { title \
        invited(first: 3) { nodes { partner { name } } } offers(first: 3) { nodes { price partner { name } } } \
        comparison { offers { rank offer { partner { name } } } } } } } } } }";
    let (answer, many) = network.statements(coordinator.ask(document)).await;
    let second = "/editions/nodes/1/contracting/consultations/nodes/1/comparison/offers";
    assert_eq!(answer.each(second, "/rank"), ["1", "1"]);
    // Editions, consultations, invited, offers, comparisons, and the partners of each of the last three.
    assert!(many <= 8, "{many}");
}
