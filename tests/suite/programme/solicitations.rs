//! A team asks partners to take part in its editions, and they answer.

use chrono::TimeDelta;
use maillage::access::Scope;
use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::design::{Thing, does, edition, now, opened, over_it, programme, session, team};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run};

const RECEIVED: &str = "id status programmeTitle editionTitle startsOn endsOn territoryName askedBy role message \
    answerBy answeredAt reason kind { code } session { title startsAt cancelled } edition { id } partner { id }";

/// An independent professional of the directory, for whom an account may answer.
pub async fn person(user: &User<'_>, name: &str, account: Option<&User<'_>>) -> String {
    let account = account.map(|who| id_text(who.actor().account().unwrap()).0);
    let input = json!({ "name": name, "kinds": ["consultant"], "account": account });
    let made = run(user, "createPartner", "partner { id }", input).await;
    assert_eq!(made.mistakes("createPartner"), NONE);
    made.text("/createPartner/partner/id").to_owned()
}

fn asking(edition: &Thing, partner: &str, over: Value) -> Value {
    over_it(json!({ "edition": edition.id, "partner": partner, "kind": "consultant" }), over)
}

async fn drafted(user: &User<'_>, edition: &Thing, partner: &str, over: Value) -> Thing {
    does(user, "draftSolicitation", "solicitation", asking(edition, partner, over)).await
}

/// Takes a solicitation a step further.
async fn step(user: &User<'_>, mutation: &str, thing: &str, one: &Thing) -> Answer {
    let document = format!(
        "mutation($input: SolicitationStepInput!) {{ {mutation}(input: $input) {{ {thing} \
         userErrors {{ code field values {{ name value }} }} }} }}"
    );
    user.ask_with(&document, json!({ "input": one.with(json!({})) })).await
}

/// A solicitation with a new link, and the secret of it.
async fn linked(user: &User<'_>, mutation: &str, one: &Thing) -> (Thing, String) {
    let sent = step(user, mutation, "issued { token solicitation { id version status } }", one).await;
    let token = sent.text(&format!("/{mutation}/issued/token")).to_owned();
    (Thing::of(&sent, mutation, "issued/solicitation"), token)
}

async fn sent(user: &User<'_>, edition: &Thing, partner: &str, over: Value) -> (Thing, String) {
    linked(user, "sendSolicitation", &drafted(user, edition, partner, over).await).await
}

async fn by_token(user: &User<'_>, token: &str) -> Answer {
    let document =
        format!("query($token: String!) {{ solicitationByToken(token: $token) {{ {RECEIVED} }} }}");
    user.ask_with(&document, json!({ "token": token })).await
}

async fn answer(user: &User<'_>, input: Value) -> Answer {
    run(user, "answerSolicitation", &format!("solicitation {{ {RECEIVED} }}"), input).await
}

async fn accepted(user: &User<'_>, token: &str) -> Answer {
    answer(user, json!({ "token": token, "answer": "ACCEPT" })).await
}

#[tokio::test]
async fn a_partner_without_account_reads_its_link_and_accepts_once() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let talk = session(&advisor, &edition, "2028-04-04", json!({ "title": "Trésorerie" })).await;
    let partner = person(&advisor, "Alix Étienne", None).await;
    let said =
        json!({ "session": talk.id, "role": "Animer", "message": "Bonjour", "answerBy": "2028-03-10" });
    let (one, token) = sent(&advisor, &edition, &partner, said).await;
    assert_eq!(network.count("select count(*) from solicitation where length(secret_hash) = 64").await, 1);
    let nobody = network.anonymous();
    let read = by_token(&nobody, &token).await;
    let mut seen = read.at("/solicitationByToken").clone();
    seen["id"].take();
    assert_eq!(
        seen,
        json!({ "id": null, "status": "SENT", "programmeTitle": "Parcours de structuration", "editionTitle": null,
            "startsOn": "2028-03-01", "endsOn": "2028-06-30", "territoryName": "Rezé", "askedBy": "DLA 44",
            "role": "Animer", "message": "Bonjour", "answerBy": "2028-03-10", "answeredAt": null, "reason": null,
            "kind": { "code": "consultant" }, "edition": null, "partner": null,
            "session": { "title": "Trésorerie", "startsAt": "2028-04-04T08:00:00+00:00", "cancelled": false } })
    );
    let mark = json!({ "token": token });
    for _ in 0..2 {
        let marked = run(&nobody, "markSolicitationSeen", "solicitation { status }", mark.clone()).await;
        assert_eq!(marked.text("/markSolicitationSeen/solicitation/status"), "SEEN");
    }
    let yes = accepted(&nobody, &token).await;
    assert_eq!(yes.text("/answerSolicitation/solicitation/status"), "ACCEPTED");
    let again = accepted(&nobody, &token).await;
    assert_eq!(again.mistakes("answerSolicitation"), ["ILLEGAL_TRANSITION"]);
    let told = again.each("/answerSolicitation/userErrors/0/values", "/value");
    assert_eq!(told, ["ACCEPTED", "–"]);
    let asked = format!(
        r#"{{ node(id: "{}") {{ ... on Solicitation {{ status seenAt answeredAt version edition {{ partners {{ nodes {{
        kind {{ code }} partner {{ name }} }} }} }} }} }} }}"#,
        one.id
    );
    let team = advisor.ask(&asked).await;
    assert_eq!(team.at("/node/version"), 4);
    assert_eq!(team.each("/node/edition/partners/nodes", "/partner/name"), ["Alix Étienne"]);
    let history =
        format!(r#"{{ partner(id: "{partner}") {{ editions {{ nodes {{ edition {{ id }} }} }} }} }}"#);
    assert_eq!(advisor.ask(&history).await.text("/partner/editions/nodes/0/edition/id"), edition.id);
    assert!(network.partner().await.ask(&history).await.each("/partner/editions/nodes", "").is_empty());
    assert_eq!(network.count("select count(*) from session_speaker").await, 1);
    assert_eq!(
        network.count("select count(*) from audit_entry where action = 'answerSolicitation'").await,
        2
    );
}

#[tokio::test]
async fn an_unknown_a_void_and_a_withdrawn_link_answer_alike() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let partner = person(&advisor, "Alix", None).await;
    let (one, void) = sent(&advisor, &edition, &partner, json!({})).await;
    let (one, token) = linked(&advisor, "renewSolicitationLink", &one).await;
    assert_ne!(void, token);
    assert_eq!(by_token(&network.anonymous(), &token).await.text("/solicitationByToken/status"), "SENT");
    let back = step(&coordinator, "withdrawSolicitation", "solicitation { id version status }", &one).await;
    assert_eq!(back.text("/withdrawSolicitation/solicitation/status"), "WITHDRAWN");
    let mut told = Vec::new();
    for link in [void.as_str(), token.as_str(), "unknown", ""] {
        assert!(by_token(&network.anonymous(), link).await.at("/solicitationByToken").is_null());
        let refused = accepted(&network.anonymous(), link).await;
        assert_eq!(refused.mistakes("answerSolicitation"), ["NOT_FOUND"]);
        assert_eq!(refused.at("/answerSolicitation/userErrors/0/field"), &json!(["token"]));
        told.push(refused);
    }
    assert!(told.iter().all(|one| *one == told[0]));
    let gone = Thing::of(&back, "withdrawSolicitation", "solicitation");
    let sent = step(&advisor, "sendSolicitation", "issued { token }", &gone).await;
    assert_eq!(sent.mistakes("sendSolicitation"), ["ILLEGAL_TRANSITION"]);
}

#[tokio::test]
async fn a_decline_gives_its_reason_and_nobody_joins_late_or_what_is_over() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let nobody = network.anonymous();
    let mut links = Vec::new();
    for name in ["Alix", "Zoé", "Lou"] {
        let partner = person(&advisor, name, None).await;
        links.push(sent(&advisor, &edition, &partner, json!({ "answerBy": "2028-03-03" })).await);
    }
    let no = |reason: Value| json!({ "token": links[0].1, "answer": "DECLINE", "reason": reason });
    for blank in [json!(null), json!("  ")] {
        let refused = answer(&nobody, no(blank)).await;
        assert_eq!(refused.mistakes("answerSolicitation"), ["REASON_REQUIRED"]);
        assert_eq!(refused.at("/answerSolicitation/userErrors/0/field"), &json!(["reason"]));
    }
    let declined = answer(&nobody, no(json!("Pas libre"))).await;
    assert_eq!(declined.text("/answerSolicitation/solicitation/reason"), "Pas libre");
    network.wait(TimeDelta::days(4));
    let late = accepted(&nobody, &links[1].1).await;
    assert_eq!(late.mistakes("answerSolicitation"), ["EXPIRED"]);
    assert_eq!(late.at("/answerSolicitation/userErrors/0/field"), &json!(["token"]));
    assert_eq!(by_token(&nobody, &links[1].1).await.text("/solicitationByToken/status"), "EXPIRED");
    let reminded = step(&advisor, "remindSolicitation", "solicitation { id }", &links[1].0).await;
    assert_eq!(reminded.mistakes("remindSolicitation"), ["ILLEGAL_TRANSITION"]);
    for (solicitation, _) in &links[1..] {
        let later = solicitation.with(json!({ "answerBy": "2028-05-01" }));
        does(&advisor, "updateSolicitation", "solicitation", later).await;
    }
    assert_eq!(accepted(&nobody, &links[1].1).await.mistakes("answerSolicitation"), NONE);
    let give_up = now(&coordinator, &edition).await.with(json!({ "reason": "Faute de public" }));
    does(&coordinator, "cancelEdition", "edition", give_up).await;
    let over = accepted(&nobody, &links[2].1).await;
    assert_eq!(over.mistakes("answerSolicitation"), ["EXPIRED"]);
    assert_eq!(network.count("select count(*) from edition_partner").await, 1);
}

#[tokio::test]
async fn who_answers_for_a_partner_reads_what_it_received_and_no_draft() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (own, stranger) = (network.partner().await, network.partner().await);
    let programme = programme(&coordinator, json!({})).await;
    let draft = edition(&coordinator, &programme, json!({ "title": "Printemps" })).await;
    let partner = person(&advisor, "Alix", Some(&own)).await;
    let one = drafted(&advisor, &draft, &partner, json!({})).await;
    let received = format!("{{ solicitationsReceived {{ totalCount nodes {{ {RECEIVED} }} }} }}");
    assert_eq!(own.ask(&received).await.at("/solicitationsReceived/totalCount"), 0);
    linked(&advisor, "sendSolicitation", &one).await;
    let list = own.ask(&received).await;
    assert_eq!(list.at("/solicitationsReceived/totalCount"), 1);
    assert_eq!(list.text("/solicitationsReceived/nodes/0/editionTitle"), "Printemps");
    assert!(list.at("/solicitationsReceived/nodes/0/edition").is_null());
    assert_eq!(list.text("/solicitationsReceived/nodes/0/partner/id"), partner);
    assert!(own.ask(&format!(r#"{{ node(id: "{}") {{ id }} }}"#, one.id)).await.at("/node").is_null());
    let yes = json!({ "id": one.id, "answer": "ACCEPT", "reason": "Avec plaisir" });
    for user in [&stranger, &coordinator] {
        assert_eq!(user.ask(&received).await.at("/solicitationsReceived/totalCount"), 0);
        let refused = answer(user, yes.clone()).await;
        assert_eq!(refused.mistakes("answerSolicitation"), ["NOT_FOUND"]);
        assert_eq!(refused.at("/answerSolicitation/userErrors/0/field"), &json!(["id"]));
    }
    assert_eq!(answer(&network.anonymous(), yes.clone()).await.code(), "UNAUTHENTICATED");
    let both = json!({ "id": one.id, "token": "x", "answer": "ACCEPT" });
    assert_eq!(answer(&own, both).await.mistakes("answerSolicitation"), ["REQUIRED"]);
    assert_eq!(answer(&own, yes).await.text("/answerSolicitation/solicitation/reason"), "Avec plaisir");
    let key = own.with_scopes(&[Scope::ProgrammesRead]);
    assert_eq!(key.ask(&received).await.at("/solicitationsReceived/totalCount"), 1);
    let mark = run(&key, "markSolicitationSeen", "solicitation { id }", json!({ "id": one.id })).await;
    assert_eq!(mark.mistakes("markSolicitationSeen"), ["NOT_ALLOWED"]);
    let key = key.with_scopes(&[Scope::DirectoryRead]);
    assert_eq!(key.ask(&received).await.at("/solicitationsReceived/totalCount"), 0);
}

#[tokio::test]
async fn those_of_the_member_structure_that_a_partner_is_answer_for_it() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let member = network.member("Pôle").await;
    let colleague = network.advisor(member).await;
    let columns = &[
        "id",
        "name",
        "sort_key",
        "other_names",
        "search_folded",
        "web",
        "member_id",
        "restricted",
        "version",
        "created_at",
        "updated_at",
    ];
    let (id, at): (entity::StructureId, _) = (network.world.id(), network.world.now());
    let none = || sea_orm::Value::from(json!([]));
    let row = vec![
        id.into(),
        "Pôle".into(),
        "pole".into(),
        none(),
        "pole".into(),
        none(),
        member.into(),
        false.into(),
        1.into(),
        at.into(),
        at.into(),
    ];
    network.insert("structure", columns, row).await;
    let input = json!({ "structure": id_text(id), "kinds": ["centre-ressources"] });
    let made = run(&advisor, "createPartner", "partner { id }", input).await;
    let (_, edition) = opened(&coordinator).await;
    let (one, _) = sent(&advisor, &edition, made.text("/createPartner/partner/id"), json!({})).await;
    let list = colleague.ask("{ solicitationsReceived { nodes { id edition { id } } } }").await;
    assert_eq!(list.text("/solicitationsReceived/nodes/0/id"), one.id);
    assert_eq!(list.each("/solicitationsReceived/nodes", "/edition/id"), [edition.id]);
    let theirs = step(&colleague, "withdrawSolicitation", "solicitation { id }", &one).await;
    assert_eq!(theirs.mistakes("withdrawSolicitation"), ["NOT_FOUND"]);
    let yes = answer(&colleague, json!({ "id": one.id, "answer": "ACCEPT" })).await;
    assert_eq!(yes.mistakes("answerSolicitation"), NONE);
}

#[tokio::test]
async fn a_team_lists_what_is_due_and_how_each_stands_in_the_same_statements() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let days = [("Alix", json!(null)), ("Zoé", json!("2028-04-01")), ("Lou", json!("2028-03-01"))];
    for (name, day) in days {
        let partner = person(&advisor, name, None).await;
        sent(&advisor, &edition, &partner, json!({ "answerBy": day })).await;
    }
    let partner = person(&advisor, "Ève", None).await;
    drafted(&advisor, &edition, &partner, json!({})).await;
    let due = "{ solicitationsDue { totalCount nodes { partner { name } } } }";
    let listed = advisor.ask(due).await;
    assert_eq!(listed.each("/solicitationsDue/nodes", "/partner/name"), ["Lou", "Zoé", "Alix"]);
    network.wait(TimeDelta::days(3));
    assert_eq!(advisor.ask(due).await.at("/solicitationsDue/totalCount"), 2);
    let (_, outsider) = team(&network, "DLA 35").await;
    assert_eq!(outsider.ask(due).await.at("/solicitationsDue/totalCount"), 0);
    let of = |status: &str| {
        format!(
            "{{ editions {{ nodes {{ coordination {{ solicitations(first: 2, status: {status}) {{ totalCount \
             pageInfo {{ hasNextPage endCursor }} nodes {{ status partner {{ name }} }} }} }} }} }} }}"
        )
    };
    let at = "/editions/nodes/0/coordination/solicitations";
    let expired = advisor.ask(&of("[EXPIRED, DRAFTED]")).await;
    assert_eq!(expired.each(&format!("{at}/nodes"), "/status"), ["EXPIRED", "DRAFTED"]);
    let all = advisor.ask(&of("null")).await;
    assert_eq!(all.at(&format!("{at}/totalCount")), 4);
    assert_eq!(all.at(&format!("{at}/pageInfo/hasNextPage")), true);
    let next = format!(
        r#"{{ edition(id: "{}") {{ coordination {{ solicitations(after: "{}") {{ nodes {{ status }} }} }} }} }}"#,
        edition.id,
        all.text(&format!("{at}/pageInfo/endCursor"))
    );
    let rest = advisor.ask(&next).await;
    assert_eq!(rest.each("/edition/coordination/solicitations/nodes", "/status").len(), 2);
    assert_eq!(outsider.ask(&of("null")).await.at(&format!("{at}/totalCount")), 0);
    let plain = of("null").replace("totalCount", "");
    let (_, few) = network.statements(advisor.ask(&plain)).await;
    let (_, other) = opened(&coordinator).await;
    drafted(&advisor, &other, &partner, json!({})).await;
    let (_, same) = network.statements(advisor.ask(&plain)).await;
    assert_eq!(few, same);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_at_its_field() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (_, edition) = opened(&coordinator).await;
    let (_, other) = opened(&coordinator).await;
    let elsewhere = session(&advisor, &other, "2028-04-04", json!({})).await;
    let partner = person(&advisor, "Alix", None).await;
    for (over, code, field) in [
        (json!({ "partner": "nobody" }), "NOT_FOUND", "partner"),
        (json!({ "kind": "inconnu" }), "WRONG_TERM", "kind"),
        (json!({ "session": elsewhere.id }), "NOT_FOUND", "session"),
        (json!({ "answerBy": "2028-02-28" }), "OUT_OF_RANGE", "answerBy"),
        (json!({ "answerBy": "2028-07-01" }), "OUT_OF_RANGE", "answerBy"),
        (json!({ "message": "x".repeat(5_001) }), "TOO_LONG", "message"),
        (json!({ "edition": "none" }), "NOT_FOUND", "edition"),
    ] {
        let refused =
            run(&advisor, "draftSolicitation", "solicitation { id }", asking(&edition, &partner, over)).await;
        assert_eq!(refused.mistakes("draftSolicitation"), [code]);
        assert_eq!(refused.at("/draftSolicitation/userErrors/0/field"), &json!([field]));
    }
    assert_eq!(network.count("select count(*) from solicitation").await, 0);
    let one = drafted(&advisor, &edition, &partner, json!({})).await;
    let twice =
        run(&advisor, "draftSolicitation", "solicitation { id }", asking(&edition, &partner, json!({})))
            .await;
    assert_eq!(twice.mistakes("draftSolicitation"), ["ALREADY_EXISTS"]);
    let early = step(&advisor, "remindSolicitation", "solicitation { id }", &one).await;
    assert_eq!(early.mistakes("remindSolicitation"), ["ILLEGAL_TRANSITION"]);
    let allowed = early.each("/remindSolicitation/userErrors/0/values", "/value");
    assert_eq!(allowed, ["DRAFTED", "updateSolicitation, sendSolicitation, withdrawSolicitation"]);
    let (one, _) = linked(&advisor, "sendSolicitation", &one).await;
    let other_words = one.with(json!({ "message": "Autre chose" }));
    let refused = run(&advisor, "updateSolicitation", "solicitation { id }", other_words).await;
    assert_eq!(refused.mistakes("updateSolicitation"), ["ILLEGAL_TRANSITION"]);
    let reminded = step(&advisor, "remindSolicitation", "solicitation { reminders remindedAt }", &one).await;
    assert_eq!(reminded.at("/remindSolicitation/solicitation/reminders"), 1);
    let stale = step(&advisor, "remindSolicitation", "solicitation { id }", &one).await;
    assert_eq!(stale.mistakes("remindSolicitation"), ["VERSION_CONFLICT"]);
}
