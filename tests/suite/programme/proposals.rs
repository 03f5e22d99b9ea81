//! Structures that lead a programme together propose changes of its frame to each other.

use serde_json::{Value, json};

use super::design::{Thing, does, over_it, programme, team};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run};

const PROPOSAL: &str = "proposal { id version status comment author baseVersion member { name } answer \
    answeredBy { name } changes { field before after } }";

/// A programme of the first, led by the second too.
async fn together(maker: &User<'_>, guest: &User<'_>) -> Thing {
    let made = programme(maker, json!({ "summary": "Pour qui débute" })).await;
    let member = maillage::graphql::id_text(guest.actor().works_for().unwrap()).0;
    let ask = json!({ "programme": made.id, "member": member });
    assert_eq!(run(maker, "inviteCoLead", "programme { id }", ask).await.mistakes("inviteCoLead"), NONE);
    let answer = json!({ "programme": made.id, "accept": true });
    assert_eq!(run(guest, "answerCoLead", "programme { id }", answer).await.mistakes("answerCoLead"), NONE);
    made
}

async fn propose(user: &User<'_>, programme: &Thing, change: Value) -> Answer {
    let input = json!({ "comment": "Plus clair", "change": over_it(programme.with(json!({})), change) });
    run(user, "proposeChange", PROPOSAL, input).await
}

async fn proposed(user: &User<'_>, programme: &Thing, change: Value) -> Thing {
    Thing::of(&propose(user, programme, change).await, "proposeChange", "proposal")
}

async fn answer(user: &User<'_>, mutation: &str, proposal: &Thing, over: Value) -> Answer {
    let document = format!(
        "mutation($input: {}Input!) {{ {mutation}(input: $input) {{ {PROPOSAL} userErrors {{ code field values {{ value }} }} }} }}",
        if mutation == "refuseProposal" { "RefuseProposal" } else { "Proposal" }
    );
    user.ask_with(&document, json!({ "input": proposal.with(over) })).await
}

async fn frame(user: &User<'_>, programme: &Thing) -> Value {
    let document = "query($id: ID!) { programme(id: $id) { title summary version } }";
    user.ask_with(document, json!({ "id": programme.id })).await.at("/programme").clone()
}

#[tokio::test]
async fn another_leading_structure_takes_a_proposal_over_even_when_the_frame_moved_on_elsewhere() {
    let network = Network::new().await;
    let ((maker, _), (guest, advisor)) = (team(&network, "DLA 44").await, team(&network, "Agence 35").await);
    let made = together(&maker, &guest).await;
    let told = propose(&advisor, &made, json!({ "title": "Parcours court" })).await;
    let proposal = told.at("/proposeChange/proposal");
    assert_eq!((&proposal["status"], &proposal["author"]), (&json!("OPEN"), &json!("ADVISOR")));
    assert_eq!(proposal["member"]["name"], "Agence 35");
    let change =
        json!([{ "field": "title", "before": "Parcours de structuration", "after": "Parcours court" }]);
    assert_eq!(proposal["changes"], change);
    assert_eq!(frame(&maker, &made).await["title"], "Parcours de structuration", "nothing changes before");
    let proposal = Thing::of(&told, "proposeChange", "proposal");
    for own in [&advisor, &guest] {
        let own = answer(own, "acceptProposal", &proposal, json!({})).await;
        assert_eq!(own.mistakes("acceptProposal"), ["NOT_ALLOWED"], "nobody answers oneself");
    }
    does(&maker, "updateProgramme", "programme", made.with(json!({ "summary": "Pour toutes" }))).await;
    let accepted = answer(&maker, "acceptProposal", &proposal, json!({})).await;
    assert_eq!(accepted.text("/acceptProposal/proposal/status"), "ACCEPTED");
    assert_eq!(accepted.text("/acceptProposal/proposal/answeredBy/name"), "DLA 44");
    let expected = json!({ "title": "Parcours court", "summary": "Pour toutes", "version": 3 });
    assert_eq!(frame(&guest, &made).await, expected);
    let again = Thing { version: 2, ..proposal };
    let twice = answer(&maker, "acceptProposal", &again, json!({})).await;
    assert_eq!(twice.mistakes("acceptProposal"), ["ILLEGAL_TRANSITION"]);
}

#[tokio::test]
async fn of_two_proposals_on_the_same_field_the_second_is_told_that_it_changed_meanwhile() {
    let network = Network::new().await;
    let ((maker, _), (guest, _)) = (team(&network, "DLA 44").await, team(&network, "Agence 35").await);
    let made = together(&maker, &guest).await;
    let first = proposed(&guest, &made, json!({ "title": "Un" })).await;
    let second = proposed(&guest, &made, json!({ "title": "Deux", "summary": "Autre" })).await;
    assert_eq!(answer(&maker, "acceptProposal", &first, json!({})).await.mistakes("acceptProposal"), NONE);
    let late = answer(&maker, "acceptProposal", &second, json!({})).await;
    assert_eq!(late.mistakes("acceptProposal"), ["CHANGED_MEANWHILE"]);
    assert_eq!(late.at("/acceptProposal/userErrors/0/values/0/value"), "title");
    let frame = frame(&maker, &made).await;
    assert_eq!(
        (&frame["title"], &frame["summary"]),
        (&json!("Un"), &json!("Pour qui débute")),
        "not even a part"
    );
    let refused = answer(&maker, "refuseProposal", &second, json!({ "reason": "Dépassé" })).await;
    assert_eq!(refused.text("/refuseProposal/proposal/answer"), "Dépassé");
    assert_eq!(refused.text("/refuseProposal/proposal/status"), "REFUSED");
}

#[tokio::test]
async fn an_author_takes_a_proposal_back_and_who_leads_alone_answers_oneself() {
    let network = Network::new().await;
    let ((maker, advisor), (guest, _)) = (team(&network, "DLA 44").await, team(&network, "Agence 35").await);
    let made = together(&maker, &guest).await;
    let proposal = proposed(&guest, &made, json!({ "title": "Un" })).await;
    let theirs = answer(&maker, "withdrawProposal", &proposal, json!({})).await;
    assert_eq!(theirs.mistakes("withdrawProposal"), ["NOT_ALLOWED"]);
    let back = answer(&guest, "withdrawProposal", &proposal, json!({})).await;
    assert_eq!(back.text("/withdrawProposal/proposal/status"), "WITHDRAWN");
    let alone = programme(&maker, json!({})).await;
    let proposal = proposed(&advisor, &alone, json!({ "title": "Seul" })).await;
    assert_eq!(answer(&maker, "acceptProposal", &proposal, json!({})).await.mistakes("acceptProposal"), NONE);
    assert_eq!(frame(&maker, &alone).await["title"], "Seul");
}

#[tokio::test]
async fn bad_proposals_are_told_and_nobody_outside_the_team_proposes_answers_or_reads_any() {
    let network = Network::new().await;
    let ((maker, _), (guest, _)) = (team(&network, "DLA 44").await, team(&network, "Agence 35").await);
    let (stranger, _) = team(&network, "DLA 01").await;
    let made = together(&maker, &guest).await;
    let made =
        does(&maker, "shareProgramme", "programme", made.with(json!({ "visibility": "NETWORK" }))).await;
    for (change, code) in [
        (json!({}), "REQUIRED"),
        (json!({ "title": " " }), "REQUIRED"),
        (json!({ "sectors": ["nulle-part"] }), "WRONG_TERM"),
        (json!({ "title": "Un", "expectedVersion": 1 }), "VERSION_CONFLICT"),
    ] {
        assert_eq!(propose(&guest, &made, change).await.mistakes("proposeChange"), [code]);
    }
    assert_eq!(
        propose(&stranger, &made, json!({ "title": "X" })).await.mistakes("proposeChange"),
        ["NOT_ALLOWED"]
    );
    let proposal = proposed(&guest, &made, json!({ "title": "Un" })).await;
    let reason = answer(&maker, "refuseProposal", &proposal, json!({ "reason": " " })).await;
    assert_eq!(reason.mistakes("refuseProposal"), ["REASON_REQUIRED"]);
    let stale = Thing { version: 7, ..proposal.clone() };
    let stale = answer(&maker, "acceptProposal", &stale, json!({})).await;
    assert_eq!(stale.mistakes("acceptProposal"), ["VERSION_CONFLICT"]);
    let read =
        "query($id: ID!, $of: ID!) { node(id: $id) { id } programme(id: $of) { proposals { totalCount } } }";
    for outsider in [&stranger, &network.administrator().await] {
        let unknown = answer(outsider, "acceptProposal", &proposal, json!({})).await;
        assert_eq!(unknown.mistakes("acceptProposal"), ["NOT_FOUND"]);
        let seen = outsider.ask_with(read, json!({ "id": proposal.id, "of": made.id })).await;
        assert!(seen.at("/node").is_null());
        assert_eq!(seen.at("/programme/proposals/totalCount"), 0);
    }
    assert_eq!(network.count("select count(*) from programme_proposal").await, 1);
}
