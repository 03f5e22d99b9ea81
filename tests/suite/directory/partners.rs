use serde_json::{Value, json};

use super::{added, commune, update as update_structure};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, territory};

const CARD: &str = "partner { id version name description rates structure { name } kinds { code } skills { code } \
    themes { code } zones { name } absences { from to } web }";

async fn create(user: &User<'_>, input: Value) -> Answer {
    run(user, "createPartner", CARD, input).await
}

/// Adds a partner; its id.
async fn partner(user: &User<'_>, input: Value) -> String {
    let answer = create(user, input).await;
    assert_eq!(answer.mistakes("createPartner"), NONE, "{answer:?}");
    answer.text("/createPartner/partner/id").to_owned()
}

async fn names(user: &User<'_>, arguments: &str) -> Vec<String> {
    let answer = user.ask(&format!("{{ partners({arguments}) {{ totalCount nodes {{ name }} }} }}")).await;
    let names = answer.each("/partners/nodes", "/name");
    assert_eq!(answer.at("/partners/totalCount"), names.len());
    names
}

async fn filtered(user: &User<'_>, filter: &str) -> Vec<String> {
    names(user, &format!("filter: {{{filter}}}")).await
}

fn department(code: &str) -> Value {
    json!({ "code": { "kind": "DEPARTMENT", "code": code } })
}

/// A structure and two people who differ in all that a list may be filtered by.
async fn three(network: &Network) -> User<'_> {
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Pôle de coopération" })).await;
    let partners = [
        json!({ "structure": structure, "kinds": ["centre-ressources"], "skills": ["modele-economique"],
            "themes": ["tresorerie"], "sectors": ["theatre"], "modalities": ["collective-on-site"],
            "formats": ["formation"], "zones": [department("44")] }),
        json!({ "name": "Alix Étienne", "kinds": ["consultant"], "skills": ["mediation-conflit"],
            "themes": ["conflit"], "sectors": ["danse"], "modalities": ["individual-remote"], "formats": ["mentorat"],
            "zones": [{ "code": { "kind": "COUNTRY", "code": "FR" } }],
            "absences": [{ "from": "2028-07-01T00:00:00Z", "to": "2028-08-01T00:00:00Z" }] }),
        json!({ "name": "Zoé Martin", "kinds": ["formateur"], "skills": ["economie-gestion"],
            "zones": [commune("44109")] }),
    ];
    for input in partners {
        partner(&advisor, input).await;
    }
    advisor
}

#[tokio::test]
async fn an_advisor_adds_a_partner_and_reads_its_card() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let input = json!({ "name": " Alix Étienne ", "description": "Coach", "rates": "700 € par jour",
        "web": ["example.org"], "kinds": ["consultant"], "skills": ["coaching", "mediation-conflit"],
        "zones": [commune("44109"), department("44")],
        "absences": [{ "from": "2028-08-01T00:00:00Z", "to": "2028-09-01T00:00:00Z" }] });
    let answer = create(&advisor, input).await;
    let card = answer.at("/createPartner/partner");
    assert_eq!((&card["name"], &card["version"]), (&json!("Alix Étienne"), &json!(1)));
    assert_eq!(card["web"], json!(["https://example.org"]));
    assert_eq!(answer.each("/createPartner/partner/skills", "/code"), ["coaching", "mediation-conflit"]);
    assert_eq!(card["zones"].as_array().unwrap().len(), 2);
    assert_eq!(card["absences"][0]["from"], "2028-08-01T00:00:00+00:00");
}

#[tokio::test]
async fn an_advisor_finds_who_can_run_a_session_here_on_this_subject_at_that_time() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let (nantes, bourg) =
        (territory(&network, "COMMUNE", "44109").await, territory(&network, "COMMUNE", "01053").await);
    let at = |place: &str, time: &str| format!("canIntervene: {{territory: \"{place}\"{time}}}");
    let everybody = ["Alix Étienne", "Pôle de coopération", "Zoé Martin"];
    assert_eq!(filtered(&advisor, &at(&nantes, "")).await, everybody);
    assert_eq!(filtered(&advisor, &at(&bourg, "")).await, everybody[..1], "the whole country contains it");
    let summer = r#", from: "2028-07-31T10:00:00Z", to: "2028-08-02T10:00:00Z""#;
    assert_eq!(filtered(&advisor, &at(&nantes, summer)).await, everybody[1..]);
    for free in
        [r#", from: "2028-08-01T00:00:00Z""#, r#", from: "2028-06-30T08:00:00Z", to: "2028-07-01T00:00:00Z""#]
    {
        assert_eq!(filtered(&advisor, &at(&nantes, free)).await, everybody, "{free}");
    }
    assert_eq!(filtered(&advisor, &at(&nantes, r#", to: "2028-07-01T00:00:00Z""#)).await, everybody[1..]);
    let session = format!("skills: {{within: [\"economie-gestion\"]}}, {}", at(&nantes, summer));
    assert_eq!(filtered(&advisor, &session).await, everybody[1..]);
    assert_eq!(filtered(&advisor, &at("nowhere", "")).await, NONE);
}

#[tokio::test]
async fn each_filter_keeps_the_partners_it_names() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let cases = [
        (r#"search: "pole cooper""#, "Pôle de coopération"),
        (r#"search: "etienne""#, "Alix Étienne"),
        (r#"kinds: {in: ["consultant"]}"#, "Alix Étienne"),
        (r#"skills: {in: ["economie-gestion"]}"#, "Zoé Martin"),
        (r#"themes: {within: ["modele-economique"]}"#, "Pôle de coopération"),
        (r#"sectors: {in: ["danse"]}"#, "Alix Étienne"),
        (r#"modalities: {within: ["collective"]}"#, "Pôle de coopération"),
        (r#"formats: {in: ["mentorat"]}"#, "Alix Étienne"),
        (r#"or: [{kinds: {in: ["formateur"]}}, {sectors: {in: ["cirque"]}}]"#, "Zoé Martin"),
        (
            r#"and: [{skills: {within: ["economie-gestion"]}}, {not: {kinds: {in: ["formateur"]}}}]"#,
            "Pôle de coopération",
        ),
    ];
    for (filter, found) in cases {
        assert_eq!(filtered(&advisor, filter).await, [found], "{filter}");
    }
    let all = advisor.ask("{ partners { nodes { name structure { id } } } }").await;
    let structure = all.each("/partners/nodes", "/structure/id").swap_remove(1);
    assert_eq!(filtered(&advisor, &format!("structure: \"{structure}\"")).await, ["Pôle de coopération"]);
    assert_eq!(filtered(&advisor, r#"structure: "x""#).await, NONE);
    assert_eq!(filtered(&advisor, "or: []").await, NONE);
    assert_eq!(names(&advisor, "orderBy: {field: NAME, direction: DESC}").await[0], "Zoé Martin");
    assert_eq!(names(&advisor, "orderBy: {field: CREATED_AT}, first: 3").await[0], "Pôle de coopération");
}

#[tokio::test]
async fn anyone_meets_partners_that_are_structures_and_never_a_person() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let person = advisor.ask("{ partners(first: 1) { nodes { id } } }").await;
    let person = person.text("/partners/nodes/0/id");
    let anyone = network.anonymous();
    assert_eq!(names(&anyone, "first: 10").await, ["Pôle de coopération"]);
    let seen = anyone
        .ask(&format!("{{ partner(id: \"{person}\") {{ id }} node(id: \"{person}\") {{ id }} }}"))
        .await;
    assert_eq!((seen.at("/partner"), seen.at("/node")), (&json!(null), &json!(null)));
    assert_eq!(filtered(&anyone, r#"search: "alix""#).await, NONE);
    assert_eq!(names(&network.partner().await, "first: 10").await.len(), 3);
    let place = territory(&network, "COMMUNE", "44109").await;
    let when =
        format!("{{not: {{canIntervene: {{territory: \"{place}\", from: \"2028-07-02T00:00:00Z\"}}}}}}");
    let refused = anyone.ask(&format!("{{ partners(filter: {when}) {{ totalCount }} }}")).await;
    assert_eq!(refused.code(), "FORBIDDEN", "absences are not for everybody");
}

#[tokio::test]
async fn the_partner_of_a_restricted_or_removed_structure_is_met_as_the_structure_is() {
    let network = Network::new().await;
    let advisor = network.coordinator(network.member("DLA 44").await).await;
    let trader = added(&advisor, json!({ "name": "Camille Durand", "restricted": true })).await;
    partner(&advisor, json!({ "structure": trader })).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    assert_eq!(names(&other, "first: 10").await, NONE);
    assert_eq!(names(&advisor, "first: 10").await, ["Camille Durand"]);
    let refused = create(&other, json!({ "structure": trader })).await;
    assert_eq!(refused.mistakes("createPartner"), ["NOT_ALLOWED"]);
    update_structure(&advisor, json!({ "id": trader, "expectedVersion": 1, "restricted": false })).await;
    assert_eq!(names(&network.anonymous(), "first: 10").await, ["Camille Durand"]);
    let gone = json!({ "id": trader, "expectedVersion": 2, "reason": "double" });
    super::delete(&advisor, gone).await;
    assert_eq!(names(&advisor, "first: 10").await, NONE);
}

#[tokio::test]
async fn a_structure_shows_the_partner_that_it_is_and_is_one_only() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Pôle" })).await;
    let id = partner(&advisor, json!({ "structure": structure, "name": "Le Pôle" })).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    let again = create(&other, json!({ "structure": structure })).await;
    assert_eq!(again.mistakes("createPartner"), ["ALREADY_EXISTS"]);
    let values = json!([{ "name": "value", "value": id }]);
    assert_eq!(again.at("/createPartner/userErrors/0/values"), &values);
    let seen = network
        .anonymous()
        .ask(&format!("{{ structure(by: {{id: \"{structure}\"}}) {{ partner {{ id name }} }} }}"))
        .await;
    assert_eq!(seen.at("/structure/partner"), &json!({ "id": id, "name": "Le Pôle" }));
    let (input, two) = (json!({ "structure": added(&advisor, json!({ "name": "Deux" })).await }), &other);
    let (a, b) = tokio::join!(create(&advisor, input.clone()), create(two, input));
    assert_eq!([a.mistakes("createPartner"), b.mistakes("createPartner")].concat(), ["ALREADY_EXISTS"]);
}

#[tokio::test]
async fn bad_input_is_told_at_its_field_and_writes_nothing() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let away = |from: &str, to: &str| json!({ "name": "Alix", "absences": [{ "from": from, "to": to }] });
    let cases = [
        (json!({}), "REQUIRED", json!(["name"])),
        (json!({ "name": "  " }), "REQUIRED", json!(["name"])),
        (json!({ "name": "x".repeat(301) }), "TOO_LONG", json!(["name"])),
        (
            away("2028-08-01T00:00:00Z", "2028-07-01T00:00:00Z"),
            "ENDS_BEFORE_START",
            json!(["absences", "0", "to"]),
        ),
        (
            away("2028-08-01T00:00:00Z", "2028-08-01T00:00:00Z"),
            "ENDS_BEFORE_START",
            json!(["absences", "0", "to"]),
        ),
        (json!({ "name": "Alix", "skills": ["coaching", "voler"] }), "WRONG_TERM", json!(["skills", "1"])),
        (json!({ "name": "Alix", "kinds": ["coaching"] }), "WRONG_TERM", json!(["kinds", "0"])),
        (json!({ "name": "Alix", "zones": [commune("99999")] }), "UNKNOWN_TERRITORY", json!(["zones", "0"])),
        (json!({ "name": "Alix", "web": ["rien"] }), "INVALID_FORMAT", json!(["web", "0"])),
        (json!({ "name": "Alix", "web": vec!["example.org"; 51] }), "TOO_MANY", json!(["web"])),
        (json!({ "structure": "structure_01h455vb4pex5vsknk084sn02q" }), "NOT_FOUND", json!(["structure"])),
        (
            json!({ "name": "Alix", "account": "account_01h455vb4pex5vsknk084sn02q" }),
            "NOT_FOUND",
            json!(["account"]),
        ),
    ];
    for (input, code, field) in cases {
        let answer = create(&advisor, input.clone()).await;
        assert_eq!(answer.mistakes("createPartner"), [code], "{input}");
        assert_eq!(answer.at("/createPartner/userErrors/0/field"), &field, "{input}");
    }
    assert_eq!(network.count("select count(*) from partner").await, 0);
    let place = territory(&network, "COMMUNE", "44109").await;
    let backwards = format!(
        "canIntervene: {{territory: \"{place}\", from: \"2028-07-02T00:00:00Z\", to: \"2028-07-01T00:00:00Z\"}}"
    );
    let refused = advisor.ask(&format!("{{ partners(filter: {{{backwards}}}) {{ totalCount }} }}")).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_partner_is_changed_by_the_member_that_contributed_it_and_what_is_left_out_stays() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (advisor, colleague) = (network.advisor(member).await, network.advisor(member).await);
    let id =
        partner(&advisor, json!({ "name": "Alix", "skills": ["coaching"], "zones": [commune("44109")] }))
            .await;
    let input = json!({ "id": id, "expectedVersion": 1, "description": "Coach", "zones": null });
    let changed = run(&colleague, "updatePartner", CARD, input).await;
    let card = changed.at("/updatePartner/partner");
    assert_eq!((&card["name"], &card["version"], &card["zones"]), (&json!("Alix"), &json!(2), &json!([])));
    assert_eq!(card["skills"], json!([{ "code": "coaching" }]));
    let same =
        run(&advisor, "updatePartner", CARD, json!({ "id": id, "expectedVersion": 2, "name": "Alix" })).await;
    assert_eq!(same.at("/updatePartner/partner/version"), 2);
    let unnamed =
        run(&advisor, "updatePartner", CARD, json!({ "id": id, "expectedVersion": 2, "name": null })).await;
    assert_eq!(unnamed.mistakes("updatePartner"), ["REQUIRED"]);
    let other = network.coordinator(network.member("DLA 01").await).await;
    let input = |name: &str| json!({ "id": id, "expectedVersion": 2, "name": name });
    assert_eq!(
        run(&other, "updatePartner", CARD, input("B")).await.mistakes("updatePartner"),
        ["NOT_ALLOWED"]
    );
    let (a, b) = tokio::join!(
        run(&advisor, "updatePartner", CARD, input("C")),
        run(&colleague, "updatePartner", CARD, input("D"))
    );
    assert_eq!([a.mistakes("updatePartner"), b.mistakes("updatePartner")].concat(), ["VERSION_CONFLICT"]);
}

#[tokio::test]
async fn the_history_of_a_partner_keeps_what_it_can_do_and_nothing_personal() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id = partner(&advisor, json!({ "name": "Alix", "skills": ["coaching"] })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "name": "Alix Étienne", "rates": "800 €",
        "absences": [{ "from": "2028-08-01T00:00:00Z", "to": "2028-09-01T00:00:00Z" }],
        "skills": ["coaching", "accessibilite"], "zones": [commune("44109")] });
    run(&advisor, "updatePartner", CARD, input).await;
    assert_eq!(
        network.count("select count(*) from field_change where field in ('skills', 'zones')").await,
        2
    );
    assert_eq!(network.count("select count(*) from field_change").await, 2);
    let told =
        network.count("select count(*) from audit_entry where cast(detail as text) like '%Alix%'").await;
    assert_eq!(told, 0);
}

#[tokio::test]
async fn a_removed_partner_leaves_nothing_of_the_person() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let id =
        partner(&advisor, json!({ "name": "Alix", "description": "Coach", "skills": ["coaching"] })).await;
    let contact = json!({ "partner": id, "name": "Alix", "source": "site", "legalBasis": "CONSENT", "email": "a@example.org" });
    run(&advisor, "createContact", "contact { id }", contact).await;
    let other = network.coordinator(network.member("DLA 01").await).await;
    let input = json!({ "id": id, "expectedVersion": 1 });
    let refused = run(&other, "deletePartner", "deletedPartnerId", input.clone()).await;
    assert_eq!(refused.mistakes("deletePartner"), ["NOT_ALLOWED"]);
    let done = run(&advisor, "deletePartner", "deletedPartnerId", input.clone()).await;
    assert_eq!(done.text("/deletePartner/deletedPartnerId"), id);
    let again = run(&advisor, "deletePartner", "deletedPartnerId", input).await;
    assert_eq!(again.mistakes("deletePartner"), ["NOT_FOUND"]);
    assert_eq!(names(&advisor, "first: 10").await, NONE);
    let kept =
        "select count(*) from partner where name is null and description is null and deleted_at is not null";
    assert_eq!(network.count(kept).await, 1);
    let kept = "select count(*) from contact where name is null and email is null and email_key is null \
        and source is null and deleted_at is not null";
    assert_eq!(network.count(kept).await, 1);
}

#[tokio::test]
async fn an_external_partner_answers_for_a_card_with_its_own_account() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let holder = network.partner().await;
    let account = holder.ask("{ viewer { account { id } } }").await.text("/viewer/account/id").to_owned();
    let id = partner(&advisor, json!({ "name": "Alix", "account": account, "rates": "700 €" })).await;
    let seen = holder.ask(&format!("{{ partner(id: \"{id}\") {{ account {{ id }} rates }} }}")).await;
    assert_eq!(seen.at("/partner"), &json!({ "account": { "id": account }, "rates": null }));
    let own = advisor.ask("{ viewer { account { id } } }").await.text("/viewer/account/id").to_owned();
    let refused = create(&advisor, json!({ "name": "Zoé", "account": own })).await;
    assert_eq!(refused.mistakes("createPartner"), ["NOT_FOUND"], "an advisor's account is no partner's");
}

#[tokio::test]
async fn a_page_of_partners_costs_the_same_statements_whatever_its_size() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for at in 0..12 {
        let structure = added(&advisor, json!({ "name": format!("Structure {at}") })).await;
        let input = json!({ "structure": structure, "skills": ["coaching"], "zones": [commune("44109")] });
        let id = partner(&advisor, input).await;
        for name in ["Une", "Autre"] {
            let contact = json!({ "partner": id, "name": name, "source": "site", "legalBasis": "CONSENT" });
            run(&advisor, "createContact", "contact { id }", contact).await;
        }
    }
    let cases = [
        ("nodes { name structure { name } }", 1),
        (
            "totalCount edges { node { structure { name } zones { name } skills { label } contacts(first: 5) { nodes { name } } absences { from } } }",
            6,
        ),
        (
            "nodes { kinds { code } skills { code } themes { code } contacts(first: 1) { nodes { name structure { name } partner { name } } } }",
            4,
        ),
    ];
    for (selection, expected) in cases {
        let document = |size: u32| format!("{{ partners(first: {size}) {{ {selection} }} }}");
        let (_, few) = network.statements(advisor.ask(&document(2))).await;
        let (answer, all) = network.statements(advisor.ask(&document(50))).await;
        assert!(answer.0.get("errors").is_none(), "{answer:?}");
        assert_eq!((few, all), (expected, expected), "{selection}");
    }
}
