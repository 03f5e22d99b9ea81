//! Agreements: parties, dates, what they rest on, what follows them, and what is due soon.

use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::design::{Thing, does, edition, over_it, programme, remove, team};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, structure};

/// A programme of a new member structure, with its people, its member's id and somebody to agree with.
struct Ground<'n> {
    coordinator: User<'n>,
    advisor: User<'n>,
    programme: Thing,
    member: String,
    partner: String,
}

async fn ground(network: &Network) -> Ground<'_> {
    let (coordinator, advisor) = team(network, "DLA 44").await;
    let programme = programme(&coordinator, json!({})).await;
    let member = id_text(coordinator.actor().works_for().unwrap()).0;
    let partner = json!({ "name": "Cabinet Moreau", "kinds": ["consultant"] });
    let partner = does(&coordinator, "createPartner", "partner", partner).await.id;
    Ground { coordinator, advisor, programme, member, partner }
}

impl Ground<'_> {
    fn parties(&self) -> Value {
        json!([{ "party": { "member": self.member }, "role": "coordonne" },
            { "party": { "partner": self.partner }, "role": "intervient" }])
    }

    /// A draft for the year 2028.
    fn draft(&self, over: Value) -> Value {
        let input = json!({ "programme": self.programme.id, "object": "Convention", "parties": self.parties(),
            "startsOn": "2028-01-01", "endsOn": "2028-12-31", "amount": 1_200_000 });
        over_it(input, over)
    }

    async fn add(&self, over: Value) -> Thing {
        does(&self.coordinator, "addAgreement", "agreement", self.draft(over)).await
    }

    /// A consultation of an edition, with an offer of the partner.
    async fn consulted(&self, edition: &Thing) -> (Thing, Thing) {
        let user = &self.coordinator;
        let input = json!({ "edition": edition.id, "title": "Ingénierie", "termsOfReference": "x", "offersBy": "2028-02-29" });
        let asked = does(user, "addConsultation", "consultation", input).await;
        let invite = json!({ "consultation": asked.id, "partner": self.partner });
        does(user, "inviteProvider", "invitedProvider", invite.clone()).await;
        let offer = over_it(invite, json!({ "days": 5.0, "price": 400_000 }));
        let offer = does(user, "recordOffer", "offer", offer).await;
        (asked, offer)
    }
}

/// The code of the first mistake, and its field.
fn mistake(answer: &Answer, mutation: &str) -> (String, String) {
    let at = format!("/{mutation}/userErrors/0");
    let field: Vec<String> = serde_json::from_value(answer.at(&format!("{at}/field")).clone()).unwrap();
    (answer.text(&format!("{at}/code")).to_owned(), field.join("."))
}

#[tokio::test]
async fn an_agreement_says_who_agrees_on_what_from_when_to_when() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let theatre = structure(&ground.coordinator, "Théâtre").await;
    let mut parties = ground.parties();
    let hosts = json!({ "party": { "structure": theatre }, "role": "accueille", "amount": 40_000 });
    parties.as_array_mut().unwrap().push(hosts);
    let made = ground.add(json!({ "parties": parties, "renewBy": "2028-09-30" })).await;
    let document = "query($id: ID!) { programme(id: $id) { agreements { nodes { id object amount signedOn renewBy parties { role amount \
        member { name } partner { name } structure { name } } } } } }";
    let seen = ground.advisor.ask_with(document, json!({ "id": ground.programme.id })).await;
    let first = "/programme/agreements/nodes/0";
    assert_eq!(seen.text(&format!("{first}/id")), made.id);
    assert!(seen.at(&format!("{first}/signedOn")).is_null());
    assert_eq!(seen.each(&format!("{first}/parties"), "/role"), ["coordonne", "intervient", "accueille"]);
    assert_eq!(seen.each(&format!("{first}/parties"), "/amount"), ["null", "null", "40000"]);
    assert_eq!(seen.text(&format!("{first}/parties/0/member/name")), "DLA 44");
    assert_eq!(seen.text(&format!("{first}/parties/1/partner/name")), "Cabinet Moreau");
    assert_eq!(seen.text(&format!("{first}/parties/2/structure/name")), "Théâtre");
    let fewer = made.with(json!({ "parties": ground.parties(), "amount": null }));
    let fewer = does(&ground.advisor, "updateAgreement", "agreement", fewer).await;
    assert_eq!(network.count("select count(*) from agreement_party").await, 2);
    let same = fewer.with(json!({ "parties": ground.parties() }));
    assert_eq!(does(&ground.advisor, "updateAgreement", "agreement", same).await.version, fewer.version);
    assert_eq!(network.count("select count(*) from field_change where field = 'amount'").await, 1);
}

#[tokio::test]
async fn what_does_not_go_together_is_refused_at_the_field_that_is_wrong() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let other = programme(&ground.coordinator, json!({})).await;
    let elsewhere = edition(&ground.coordinator, &other, json!({})).await;
    let party = |who: Value| json!({ "party": who, "role": "x" });
    let (lead, partner) =
        (party(json!({ "member": ground.member })), party(json!({ "partner": ground.partner })));
    let guest = party(json!({ "member": id_text(stranger.actor().works_for().unwrap()) }));
    let owing = json!({ "party": { "partner": ground.partner }, "role": "x", "amount": -1 });
    let unknown = party(json!({ "partner": ground.member }));
    for (over, code, field) in [
        (json!({ "endsOn": "2027-12-31" }), "ENDS_BEFORE_START", "endsOn"),
        (json!({ "endsOn": "2090-01-01" }), "OUT_OF_RANGE", "endsOn"),
        (json!({ "amount": -1 }), "OUT_OF_RANGE", "amount"),
        (json!({ "amount": 9_007_199_254_740_993_i64 }), "OUT_OF_RANGE", "amount"),
        (json!({ "renewBy": "2029-01-01" }), "OUT_OF_RANGE", "renewBy"),
        (json!({ "signedOn": "2028-03-01" }), "IN_THE_FUTURE", "signedOn"),
        (json!({ "url": "ftp://example.org" }), "INVALID_FORMAT", "url"),
        (json!({ "edition": elsewhere.id }), "NOT_FOUND", "edition"),
        (json!({ "parties": [lead] }), "OUT_OF_RANGE", "parties"),
        (json!({ "parties": [guest, partner] }), "REQUIRED", "parties"),
        (json!({ "parties": [lead, partner, partner] }), "ALREADY_EXISTS", "parties.2.party"),
        (json!({ "parties": [lead, unknown] }), "NOT_FOUND", "parties.1.party"),
        (json!({ "parties": [lead, owing] }), "OUT_OF_RANGE", "parties.1.amount"),
    ] {
        let refused = run(&ground.coordinator, "addAgreement", "agreement { id }", ground.draft(over)).await;
        assert_eq!(mistake(&refused, "addAgreement"), (code.to_owned(), field.to_owned()));
    }
    assert_eq!(network.count("select count(*) from agreement").await, 0);
    assert_eq!(network.count("select count(*) from agreement_party").await, 0);
}

#[tokio::test]
async fn a_structure_and_the_partner_that_it_is_are_one_party() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let theatre = structure(&ground.coordinator, "Théâtre").await;
    let partner = does(
        &ground.coordinator,
        "createPartner",
        "partner",
        json!({ "structure": theatre, "kinds": ["consultant"] }),
    )
    .await;
    let mut parties = ground.parties();
    for who in [json!({ "structure": theatre }), json!({ "partner": partner.id })] {
        parties.as_array_mut().unwrap().push(json!({ "party": who, "role": "accueille" }));
    }
    let refused = run(
        &ground.coordinator,
        "addAgreement",
        "agreement { id }",
        ground.draft(json!({ "parties": parties })),
    )
    .await;
    assert_eq!(
        mistake(&refused, "addAgreement"),
        ("ALREADY_EXISTS".to_owned(), "parties.3.party".to_owned())
    );
}

#[tokio::test]
async fn what_is_signed_is_a_coordinators_to_write_and_stays() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let signed = ground.draft(json!({ "signedOn": "2028-01-10" }));
    let refused = run(&ground.advisor, "addAgreement", "agreement { id }", signed.clone()).await;
    assert_eq!(mistake(&refused, "addAgreement"), ("NOT_ALLOWED".to_owned(), "signedOn".to_owned()));
    let signed = does(&ground.coordinator, "addAgreement", "agreement", signed).await;
    for over in [json!({ "amount": 1 }), json!({ "signedOn": null })] {
        let refused = run(&ground.advisor, "updateAgreement", "agreement { id }", signed.with(over)).await;
        assert_eq!(refused.mistakes("updateAgreement"), ["NOT_ALLOWED"]);
    }
    let kept = remove(&ground.coordinator, "removeAgreement", &signed).await;
    assert_eq!(kept.mistakes("removeAgreement"), ["ILLEGAL_TRANSITION"]);
    let draft = ground.add(json!({})).await;
    assert_eq!(remove(&ground.advisor, "removeAgreement", &draft).await.mistakes("removeAgreement"), NONE);
    assert_eq!(network.count("select count(*) from agreement_party").await, 2);
}

#[tokio::test]
async fn an_agreement_rests_on_a_decided_consultation_of_its_edition() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let own = edition(&ground.coordinator, &ground.programme, json!({})).await;
    let next = edition(&ground.coordinator, &ground.programme, json!({})).await;
    let (asked, offer) = ground.consulted(&own).await;
    let upon = json!({ "consultation": asked.id });
    let early =
        run(&ground.coordinator, "addAgreement", "agreement { id }", ground.draft(upon.clone())).await;
    assert_eq!(mistake(&early, "addAgreement"), ("ILLEGAL_TRANSITION".to_owned(), "consultation".to_owned()));
    let choice = asked.with(json!({ "offer": offer.id, "reason": "La seule" }));
    does(&ground.coordinator, "decideConsultation", "consultation", choice).await;
    let wrong = ground.draft(json!({ "consultation": asked.id, "edition": next.id }));
    let wrong = run(&ground.coordinator, "addAgreement", "agreement { id }", wrong).await;
    assert_eq!(mistake(&wrong, "addAgreement"), ("NOT_FOUND".to_owned(), "consultation".to_owned()));
    let made = ground.add(upon).await;
    let document = "query($id: ID!) { edition(id: $id) { contracting { agreements { nodes { id consultation { agreements { \
        totalCount } } } } } } }";
    let seen = ground.advisor.ask_with(document, json!({ "id": own.id })).await;
    let first = "/edition/contracting/agreements/nodes/0";
    assert_eq!(seen.text(&format!("{first}/id")), made.id);
    assert_eq!(seen.at(&format!("{first}/consultation/agreements/totalCount")), 1);
}

#[tokio::test]
async fn a_signed_agreement_is_renewed_once_with_its_dates_shifted() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let thing = "agreement { id version object startsOn endsOn renewBy signedOn amount parties { role } renewedFrom { id } }";
    let draft = ground.add(json!({ "renewBy": "2028-09-30" })).await;
    let early = run(&ground.coordinator, "renewAgreement", thing, draft.with(json!({}))).await;
    assert_eq!(early.mistakes("renewAgreement"), ["ILLEGAL_TRANSITION"]);
    let signed = draft.with(json!({ "signedOn": "2028-01-10" }));
    let signed = does(&ground.coordinator, "updateAgreement", "agreement", signed).await;
    let stale = run(&ground.coordinator, "renewAgreement", thing, draft.with(json!({}))).await;
    assert_eq!(stale.mistakes("renewAgreement"), ["VERSION_CONFLICT"]);
    let backwards = signed.with(json!({ "endsOn": "2028-12-31" }));
    let backwards = run(&ground.coordinator, "renewAgreement", thing, backwards).await;
    assert_eq!(mistake(&backwards, "renewAgreement"), ("ENDS_BEFORE_START".to_owned(), "endsOn".to_owned()));
    let next = run(&ground.advisor, "renewAgreement", thing, signed.with(json!({}))).await;
    let next = next.at("/renewAgreement/agreement");
    assert_eq!((&next["startsOn"], &next["endsOn"]), (&json!("2029-01-01"), &json!("2029-12-31")));
    assert_eq!((&next["renewBy"], &next["amount"]), (&json!("2029-09-30"), &json!(1_200_000)));
    assert_eq!((&next["signedOn"], &next["renewedFrom"]["id"]), (&json!(null), &json!(signed.id)));
    assert_eq!(next["parties"], json!([{ "role": "coordonne" }, { "role": "intervient" }]));
    let twice = run(&ground.coordinator, "renewAgreement", thing, signed.with(json!({}))).await;
    assert_eq!(mistake(&twice, "renewAgreement"), ("ALREADY_EXISTS".to_owned(), "id".to_owned()));
    let document = format!(r#"{{ agreement(id: "{}") {{ renewedBy {{ id }} }} }}"#, signed.id);
    assert_eq!(ground.advisor.ask(&document).await.at("/agreement/renewedBy/id"), &next["id"]);
}

/// Kind, day and past of what is due, page by page of two.
async fn due(user: &User<'_>, filter: &str) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), "null".to_owned());
    loop {
        let document = format!(
            "{{ agreementsEnding(filter: {{{filter}}}, first: 2, after: {after}) {{ totalCount pageInfo {{ hasNextPage endCursor }} \
            nodes {{ kind on past agreement {{ object }} }} }} }}"
        );
        let answer = user.ask(&document).await;
        let page = answer.at("/agreementsEnding");
        let told = |node: &Value| {
            format!("{} {} {} {}", node["agreement"]["object"], node["kind"], node["on"], node["past"])
        };
        found.extend(page["nodes"].as_array().unwrap().iter().map(told).map(|told| told.replace('"', "")));
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            assert_eq!(page["totalCount"], found.len());
            return found;
        }
        after = page["pageInfo"]["endCursor"].to_string();
    }
}

#[tokio::test]
async fn ends_and_renewals_are_listed_ahead_the_nearest_first() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let ending = |object: &str, end: &str, renew: Option<&str>| json!({ "object": object, "startsOn": "2027-01-01", "endsOn": end, "renewBy": renew, "signedOn": "2027-01-01" });
    ground.add(ending("A", "2028-02-10", None)).await;
    ground.add(ending("B", "2028-04-30", Some("2028-02-29"))).await;
    ground.add(ending("C", "2028-02-29", Some("2028-01-31"))).await;
    ground.add(ending("D", "2029-12-31", None)).await;
    let renewed = ground.add(ending("E", "2028-03-31", Some("2028-03-01"))).await;
    does(&ground.coordinator, "renewAgreement", "agreement", renewed.with(json!({}))).await;
    let expected = [
        "C RENEWAL 2028-01-31 true",
        "A END 2028-02-10 true",
        "C END 2028-02-29 false",
        "B RENEWAL 2028-02-29 false",
        "E END 2028-03-31 false",
        "B END 2028-04-30 false",
    ];
    assert_eq!(due(&ground.advisor, "").await, expected);
    assert_eq!(due(&ground.advisor, "withinDays: 31, pastDays: 0").await, expected[2..5]);
    assert_eq!(due(&ground.advisor, "withinDays: 0, pastDays: 20").await, expected[1..4]);
    let (stranger, _) = team(&network, "DLA 35").await;
    for user in [stranger, network.analyst().await, network.administrator().await] {
        assert_eq!(due(&user, "withinDays: 3660").await, NONE);
    }
    let wrong = ground.advisor.ask("{ agreementsEnding(filter: {withinDays: -1}) { totalCount } }").await;
    assert_eq!(wrong.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn agreements_with_their_parties_take_the_same_few_statements() {
    let network = Network::new().await;
    let ground = ground(&network).await;
    let theatre = structure(&ground.coordinator, "Théâtre").await;
    let mut parties = ground.parties();
    parties.as_array_mut().unwrap().push(json!({ "party": { "structure": theatre }, "role": "accueille" }));
    for _ in 0..3 {
        let made =
            ground.add(json!({ "parties": parties, "signedOn": "2028-01-01", "endsOn": "2028-03-31" })).await;
        does(&ground.coordinator, "renewAgreement", "agreement", made.with(json!({}))).await;
    }
    let document = |size: i32| {
        format!(
            "{{ agreementsEnding(first: {size}) {{ nodes {{ agreement {{ programme {{ title }} renewedBy {{ startsOn }} parties {{ role \
            member {{ name }} partner {{ name }} structure {{ name }} }} }} }} }} }}"
        )
    };
    let (_, few) = network.statements(ground.advisor.ask(&document(1))).await;
    let (answer, many) = network.statements(ground.advisor.ask(&document(3))).await;
    assert_eq!(answer.each("/agreementsEnding/nodes", "/agreement/renewedBy/startsOn"), ["2028-04-01"; 3]);
    assert_eq!((few, many), (7, 7), "due, programmes, renewals, parties, members, partners, structures");
}
