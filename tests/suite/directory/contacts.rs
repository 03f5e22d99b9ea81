use serde_json::{Value, json};

use super::added;
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run};

const CARD: &str = "contact { id version name role email phone source legalBasis verifiedOn objectedAt objectionReason \
    structure { name } partner { name } contributedBy { name } }";

/// A contact with these fields put over it.
#[expect(clippy::needless_pass_by_value, reason = "tests write the fields in place")]
fn person(over: Value) -> Value {
    let mut input = json!({ "name": "Camille Durand", "role": "Administratrice", "email": "camille@theatre.example",
        "phone": "+33 2 40 00 00 00", "source": "site de la structure", "legalBasis": "LEGITIMATE_INTEREST",
        "verifiedOn": "2028-02-01" });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    input
}

async fn create(user: &User<'_>, over: Value) -> Answer {
    run(user, "createContact", CARD, person(over)).await
}

/// Adds a contact; its id.
async fn contact(user: &User<'_>, over: Value) -> String {
    let answer = create(user, over).await;
    assert_eq!(answer.mistakes("createContact"), NONE, "{answer:?}");
    answer.text("/createContact/contact/id").to_owned()
}

async fn names(user: &User<'_>, arguments: &str) -> Vec<String> {
    let answer = user.ask(&format!("{{ contacts({arguments}) {{ totalCount nodes {{ name }} }} }}")).await;
    let names = answer.each("/contacts/nodes", "/name");
    assert_eq!(answer.at("/contacts/totalCount"), names.len());
    names
}

async fn object(user: &User<'_>, id: &str, version: i32) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version, "reason": "Ne souhaite plus être contactée" });
    run(user, "objectContact", CARD, input).await
}

#[tokio::test]
async fn members_read_the_contacts_of_a_structure_and_of_a_partner_by_name() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let made = run(&advisor, "createPartner", "partner { id }", json!({ "name": "Alix" })).await;
    let partner = made.text("/createPartner/partner/id");
    contact(&advisor, json!({ "structure": structure, "name": "Zoé" })).await;
    contact(&advisor, json!({ "structure": structure, "name": "Émile", "email": null })).await;
    contact(&advisor, json!({ "partner": partner })).await;
    for reader in [
        network.analyst().await,
        network.administrator().await,
        network.advisor(network.member("B").await).await,
    ] {
        assert_eq!(names(&reader, "first: 10").await, ["Camille Durand", "Émile", "Zoé"]);
        assert_eq!(names(&reader, &format!("filter: {{partner: \"{partner}\"}}")).await, ["Camille Durand"]);
        let page = format!(
            "{{ structure(by: {{id: \"{structure}\"}}) {{ contacts(first: 1) {{ totalCount nodes {{ name email }} pageInfo {{ endCursor }} }} }} }}"
        );
        let page = reader.ask(&page).await;
        assert_eq!(page.at("/structure/contacts/nodes"), &json!([{ "name": "Émile", "email": null }]));
        assert_eq!(page.at("/structure/contacts/totalCount"), 2);
        let after = page.text("/structure/contacts/pageInfo/endCursor");
        let next = format!(
            "{{ structure(by: {{id: \"{structure}\"}}) {{ contacts(after: \"{after}\") {{ nodes {{ name }} }} }} }}"
        );
        assert_eq!(reader.ask(&next).await.each("/structure/contacts/nodes", "/name"), ["Zoé"]);
    }
    assert_eq!(names(&advisor, r#"filter: {structure: "x"}"#).await, NONE);
    assert_eq!(names(&network.analyst().await, "filter: {ownMember: true}").await, NONE);
    assert_eq!(names(&advisor, "filter: {ownMember: true}").await.len(), 3);
}

#[tokio::test]
async fn no_contact_leaves_the_members_by_any_way() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let id = contact(&advisor, json!({ "structure": structure })).await;
    for reader in [network.anonymous(), network.partner().await, network.analyst().await.with_scopes(&[])] {
        assert_eq!(names(&reader, "first: 10").await, NONE);
        let ways = format!(
            "{{ node(id: \"{id}\") {{ id }} nodes(ids: [\"{id}\"]) {{ id }} \
            structure(by: {{id: \"{structure}\"}}) {{ contacts {{ totalCount nodes {{ name }} }} }} }}"
        );
        let seen = reader.ask(&ways).await;
        assert_eq!((seen.at("/node"), seen.at("/nodes")), (&json!(null), &json!([null])));
        assert_eq!(seen.at("/structure/contacts"), &json!({ "totalCount": 0, "nodes": [] }));
    }
    let partner = network.partner().await;
    let input = json!({ "id": id, "expectedVersion": 1 });
    assert_eq!(
        run(&partner, "deleteContact", "deletedContactId", input).await.mistakes("deleteContact"),
        ["NOT_ALLOWED"]
    );
}

#[tokio::test]
async fn the_contact_of_a_restricted_structure_is_for_its_own_member() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let trader = added(&advisor, json!({ "name": "Camille Durand", "restricted": true })).await;
    contact(&advisor, json!({ "structure": trader })).await;
    let other = network.advisor(network.member("DLA 01").await).await;
    for reader in [&other, &network.analyst().await, &network.administrator().await] {
        assert_eq!(names(reader, "first: 10").await, NONE);
    }
    assert_eq!(names(&advisor, "first: 10").await, ["Camille Durand"]);
    let refused = create(&other, json!({ "structure": trader })).await;
    assert_eq!(refused.mistakes("createContact"), ["NOT_ALLOWED"]);
}

#[tokio::test]
async fn a_person_who_objects_is_shown_no_longer_and_not_added_again() {
    let network = Network::new().await;
    let (own, other) = (network.member("DLA 44").await, network.member("DLA 01").await);
    let (advisor, foreign) = (network.advisor(own).await, network.advisor(other).await);
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let elsewhere = added(&foreign, json!({ "name": "Cirque" })).await;
    let id = contact(&advisor, json!({ "structure": structure })).await;
    contact(&foreign, json!({ "structure": elsewhere })).await;
    let kept = object(&advisor, &id, 1).await;
    let kept = kept.at("/objectContact/contact");
    assert_eq!(
        (&kept["name"], &kept["email"], &kept["phone"], &kept["source"]),
        (&json!(null), &json!(null), &json!(null), &json!(null))
    );
    assert_eq!((&kept["objectedAt"], &kept["version"]), (&json!("2028-02-29T10:00:00+00:00"), &json!(2)));
    for reader in [&advisor, &foreign] {
        assert_eq!(names(reader, "first: 10").await, NONE, "it holds for every contact with this address");
    }
    let kept =
        "select count(*) from contact where name is not null or email is not null or phone is not null";
    assert_eq!(network.count(kept).await, 0, "wherever it is kept");
    for (who, input) in [
        (&advisor, json!({ "structure": structure })),
        (&foreign, json!({ "structure": elsewhere, "name": "Autre", "email": "CAMILLE@theatre.example " })),
    ] {
        let answer = create(who, input).await;
        assert_eq!(answer.mistakes("createContact"), ["PERSON_OBJECTED"]);
        assert_eq!(answer.at("/createContact/userErrors/0/field"), &json!(["email"]));
    }
    let zoe = contact(&advisor, json!({ "structure": structure, "email": "zoe@theatre.example" })).await;
    let input = json!({ "id": zoe, "expectedVersion": 1, "email": "camille@theatre.example" });
    assert_eq!(
        run(&advisor, "updateContact", CARD, input).await.mistakes("updateContact"),
        ["PERSON_OBJECTED"]
    );
}

#[tokio::test]
async fn an_objection_is_read_by_its_own_member_and_stays() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let id = contact(&advisor, json!({ "structure": structure })).await;
    object(&advisor, &id, 1).await;
    let list = "{ contacts(filter: {objected: true}) { totalCount nodes { id name objectionReason } } }";
    let objection = json!([{ "id": id, "name": null, "objectionReason": "Ne souhaite plus être contactée" }]);
    assert_eq!(advisor.ask(list).await.at("/contacts/nodes"), &objection);
    for reader in [network.analyst().await, network.coordinator(network.member("B").await).await] {
        assert_eq!(reader.ask(list).await.at("/contacts/totalCount"), 0);
        let node = reader.ask(&format!("{{ node(id: \"{id}\") {{ id }} }}")).await;
        assert!(node.at("/node").is_null());
    }
    let again = json!({ "id": id, "expectedVersion": 2 });
    assert_eq!(
        run(&advisor, "deleteContact", "deletedContactId", again).await.mistakes("deleteContact"),
        ["NOT_ALLOWED"]
    );
    assert_eq!(object(&advisor, &id, 2).await.mistakes("objectContact"), ["NOT_ALLOWED"]);
    let personal =
        "select count(*) from contact where name is not null or email is not null or sort_key <> ''";
    assert_eq!(network.count(personal).await, 0);
}

#[tokio::test]
async fn bad_input_is_told_at_its_field() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let made = run(&advisor, "createPartner", "partner { id }", json!({ "name": "Alix" })).await;
    let partner = made.text("/createPartner/partner/id");
    let cases = [
        (json!({}), "REQUIRED", "structure"),
        (json!({ "structure": structure, "partner": partner }), "TOO_MANY", "partner"),
        (json!({ "structure": "structure_01h455vb4pex5vsknk084sn02q" }), "NOT_FOUND", "structure"),
        (json!({ "partner": structure }), "NOT_FOUND", "partner"),
        (json!({ "structure": structure, "name": " " }), "REQUIRED", "name"),
        (json!({ "structure": structure, "source": "" }), "REQUIRED", "source"),
        (json!({ "structure": structure, "email": "camille" }), "INVALID_FORMAT", "email"),
        (json!({ "structure": structure, "email": "a@b" }), "INVALID_FORMAT", "email"),
        (json!({ "structure": structure, "phone": "appeler le soir" }), "INVALID_FORMAT", "phone"),
        (json!({ "structure": structure, "phone": "12" }), "INVALID_FORMAT", "phone"),
        (json!({ "structure": structure, "role": "x".repeat(301) }), "TOO_LONG", "role"),
        (json!({ "structure": structure, "verifiedOn": "2028-03-01" }), "IN_THE_FUTURE", "verifiedOn"),
    ];
    for (over, code, field) in cases {
        let answer = create(&advisor, over.clone()).await;
        assert_eq!(answer.mistakes("createContact"), [code], "{over}");
        assert_eq!(answer.at("/createContact/userErrors/0/field"), &json!([field]), "{over}");
    }
    let several = create(&advisor, json!({ "name": "", "email": "x", "phone": "y" })).await;
    assert_eq!(
        several.mistakes("createContact"),
        ["REQUIRED", "REQUIRED", "INVALID_FORMAT", "INVALID_FORMAT"]
    );
    assert_eq!(network.count("select count(*) from contact").await, 0);
}

#[tokio::test]
async fn an_address_stands_once_at_a_structure() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (one, other) = (network.advisor(member).await, network.advisor(member).await);
    let structure = added(&one, json!({ "name": "Théâtre" })).await;
    let id = contact(&one, json!({ "structure": structure })).await;
    let again = create(&other, json!({ "structure": structure, "email": "Camille@Theatre.example" })).await;
    assert_eq!(again.mistakes("createContact"), ["ALREADY_EXISTS"]);
    assert_eq!(again.at("/createContact/userErrors/0/values"), &json!([{ "name": "value", "value": id }]));
    let elsewhere = added(&one, json!({ "name": "Cirque" })).await;
    let input = json!({ "structure": elsewhere });
    let (a, b) = tokio::join!(create(&one, input.clone()), create(&other, input));
    assert_eq!([a.mistakes("createContact"), b.mistakes("createContact")].concat(), ["ALREADY_EXISTS"]);
}

#[tokio::test]
async fn a_contact_is_changed_by_the_member_that_contributed_it() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (advisor, colleague) = (network.advisor(member).await, network.coordinator(member).await);
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let id = contact(&advisor, json!({ "structure": structure })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "role": "Directrice", "phone": null, "legalBasis": "CONTRACT" });
    let answer = run(&colleague, "updateContact", CARD, input).await;
    let changed = answer.at("/updateContact/contact");
    assert_eq!(
        (&changed["role"], &changed["phone"], &changed["version"]),
        (&json!("Directrice"), &json!(null), &json!(2))
    );
    assert_eq!((&changed["name"], &changed["legalBasis"]), (&json!("Camille Durand"), &json!("CONTRACT")));
    let input = |name: Value| json!({ "id": id, "expectedVersion": 2, "name": name });
    let unnamed = run(&advisor, "updateContact", CARD, input(json!(null))).await;
    assert_eq!(unnamed.mistakes("updateContact"), ["REQUIRED"]);
    let other = network.coordinator(network.member("DLA 01").await).await;
    let refused = run(&other, "updateContact", CARD, input(json!("B"))).await;
    assert_eq!(refused.mistakes("updateContact"), ["NOT_ALLOWED"]);
    assert_eq!(object(&other, &id, 2).await.mistakes("objectContact"), ["NOT_ALLOWED"]);
    let (a, b) = tokio::join!(
        run(&advisor, "updateContact", CARD, input(json!("C"))),
        run(&colleague, "updateContact", CARD, input(json!("D")))
    );
    assert_eq!([a.mistakes("updateContact"), b.mistakes("updateContact")].concat(), ["VERSION_CONFLICT"]);
}

#[tokio::test]
async fn nothing_of_the_person_goes_to_the_trail_or_outlives_a_removal() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structure = added(&advisor, json!({ "name": "Théâtre" })).await;
    let id = contact(&advisor, json!({ "structure": structure })).await;
    let input = json!({ "id": id, "expectedVersion": 1, "name": "Camille Martin" });
    run(&advisor, "updateContact", CARD, input).await;
    let done =
        run(&advisor, "deleteContact", "deletedContactId", json!({ "id": id, "expectedVersion": 2 })).await;
    assert_eq!(done.text("/deleteContact/deletedContactId"), id);
    assert_eq!(network.count("select count(*) from audit_entry where action like '%Contact'").await, 3);
    assert_eq!(
        network.count("select count(*) from audit_entry where cast(detail as text) like '%amille%'").await,
        0
    );
    assert_eq!(network.count("select count(*) from field_change where object_type = 'contact'").await, 0);
    let personal = "select count(*) from contact where name is not null or email is not null or phone is not null \
        or role is not null or source is not null or email_key is not null or sort_key <> ''";
    assert_eq!(network.count(personal).await, 0);
    assert_eq!(names(&advisor, "first: 10").await, NONE);
    contact(&advisor, json!({ "structure": structure })).await;
}
