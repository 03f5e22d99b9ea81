use serde_json::{Value, json};

use super::super::design::{Thing, does, edition, opened, programme, remove, team};
use super::{NONE, begin, go, run, told};
use crate::harness::{Answer, Network, User};

const TIE: &str = "joinedEdition { id version joinedOn aim accompaniment { holder } edition { id } }";

async fn join(user: &User<'_>, accompaniment: &str, edition: &Thing, over: Value) -> Answer {
    let mut input = json!({ "accompaniment": accompaniment, "edition": edition.id });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    run(user, "joinEdition", TIE, input).await
}

/// Editions that an accompaniment joined, and accompaniments that joined an edition, as somebody sees them.
async fn ties(user: &User<'_>, accompaniment: &str, edition: &Thing) -> (Vec<String>, Vec<String>) {
    let document = "query($a: ID!, $e: ID!) { accompaniment(id: $a) { editions { totalCount nodes { edition { id } } } } \
        edition(id: $e) { accompaniments { totalCount nodes { accompaniment { id } } } } }";
    let answer = user.ask_with(document, json!({ "a": accompaniment, "e": edition.id })).await;
    let list = |way: &str, field: &str| {
        if answer.at(way.rsplit_once('/').unwrap().0).is_null() {
            return Vec::new();
        }
        let nodes = answer.each(&format!("{way}/nodes"), field);
        assert_eq!(answer.at(&format!("{way}/totalCount")), nodes.len());
        nodes
    };
    (list("/accompaniment/editions", "/edition/id"), list("/edition/accompaniments", "/accompaniment/id"))
}

#[tokio::test]
async fn an_advisor_lets_an_accompaniment_join_an_open_edition_of_others_who_learn_nothing_of_it() {
    let network = Network::new().await;
    let ((coordinator, advisor), (lead, _)) =
        (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let (_, open) = opened(&lead).await;
    let id = begin(&advisor, json!({})).await;
    let joined =
        join(&advisor, &id, &open, json!({ "joinedOn": "2028-02-01", "aim": "Rencontrer des pairs" })).await;
    let expected = json!({ "joinedOn": "2028-02-01", "aim": "Rencontrer des pairs", "version": 1,
        "accompaniment": { "holder": "Mme Lefèvre" }, "edition": { "id": open.id } });
    let mut tie = joined.at("/joinEdition/joinedEdition").clone();
    let node = tie.as_object_mut().unwrap().remove("id").unwrap();
    assert_eq!(tie, expected);
    assert_eq!(ties(&coordinator, &id, &open).await, (vec![open.id.clone()], vec![id.clone()]));
    let nothing = (Vec::new(), Vec::new());
    let asked = json!({ "id": node });
    for stranger in [&lead, &network.administrator().await, &network.analyst().await, &network.anonymous()] {
        assert_eq!(ties(stranger, &id, &open).await, nothing);
        let seen = stranger.ask_with("query($id: ID!) { node(id: $id) { id } }", asked.clone()).await;
        assert!(seen.at("/node").is_null());
    }
    network.assign("programme", "visibility = 'PRIVATE'").await;
    assert_eq!(
        ties(&advisor, &id, &open).await,
        nothing,
        "nor is it told of an edition that is no longer seen"
    );
    assert_eq!(network.count("select count(*) from enrolment").await, 0);
    let heard =
        "select count(*) from change_event where object_type = 'joined_edition' and audience <> 'PRIVATE'";
    assert_eq!(network.count(heard).await, 0);
}

#[tokio::test]
async fn an_advisor_is_told_why_an_accompaniment_cannot_join_and_nothing_is_written() {
    let network = Network::new().await;
    let ((_, advisor), (lead, stranger)) = (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let (made, open) = opened(&lead).await;
    let draft = edition(&lead, &made, json!({})).await;
    let id = begin(&advisor, json!({})).await;
    let nowhere = Thing { id: id.clone(), version: 1 };
    for (edition, over, expected) in [
        (&draft, json!({}), "NOT_FOUND edition"),
        (&nowhere, json!({}), "NOT_FOUND edition"),
        (&open, json!({ "accompaniment": open.id }), "NOT_FOUND accompaniment"),
        (&open, json!({ "joinedOn": "2028-03-01" }), "IN_THE_FUTURE joinedOn"),
        (&open, json!({ "joinedOn": "2028-01-09" }), "ENDS_BEFORE_START joinedOn"),
        (&open, json!({ "aim": "a".repeat(5_001) }), "TOO_LONG aim"),
    ] {
        assert_eq!(told(&join(&advisor, &id, edition, over).await, "joinEdition"), [expected]);
    }
    let theirs = join(&stranger, &id, &open, json!({})).await;
    assert_eq!(told(&theirs, "joinEdition"), ["NOT_FOUND accompaniment"]);
    network.assign("edition", "status = 'CLOSED'").await;
    let over = join(&advisor, &id, &open, json!({})).await;
    assert_eq!(told(&over, "joinEdition"), ["ILLEGAL_TRANSITION edition"]);
    assert_eq!(network.count("select count(*) from joined_edition").await, 0);
}

#[tokio::test]
async fn it_joins_once_leaves_and_joins_again_while_it_is_open() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    let draft = edition(&coordinator, &made, json!({})).await;
    let id = begin(&advisor, json!({})).await;
    let input = json!({ "accompaniment": id, "edition": draft.id });
    let tie = does(&advisor, "joinEdition", "joinedEdition", input).await;
    assert_eq!(
        told(&join(&advisor, &id, &draft, json!({})).await, "joinEdition"),
        ["ALREADY_EXISTS edition"]
    );
    let (stranger, _) = team(&network, "DLA 35").await;
    assert_eq!(remove(&stranger, "leaveEdition", &tie).await.mistakes("leaveEdition"), ["NOT_FOUND"]);
    assert_eq!(remove(&coordinator, "leaveEdition", &tie).await.mistakes("leaveEdition"), NONE);
    assert_eq!(remove(&coordinator, "leaveEdition", &tie).await.mistakes("leaveEdition"), ["NOT_FOUND"]);
    assert_eq!(ties(&advisor, &id, &draft).await, (Vec::new(), Vec::new()));
    let again = join(&advisor, &id, &draft, json!({})).await;
    let tie = Thing::of(&again, "joinEdition", "joinedEdition");
    go(&advisor, &id, 9).await;
    assert_eq!(remove(&advisor, "leaveEdition", &tie).await.mistakes("leaveEdition"), ["ILLEGAL_TRANSITION"]);
    let other = edition(&coordinator, &made, json!({})).await;
    assert_eq!(
        told(&join(&advisor, &id, &other, json!({})).await, "joinEdition"),
        ["ILLEGAL_TRANSITION accompaniment"]
    );
}

#[tokio::test]
async fn two_people_who_tie_the_same_at_once_tie_it_once() {
    let network = Network::new().await;
    let ((_, advisor), (lead, _)) = (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let (_, open) = opened(&lead).await;
    for holder in ["A", "B", "C", "D"] {
        let id = begin(&advisor, json!({ "beneficiary": { "holder": holder } })).await;
        let at_once = || join(&advisor, &id, &open, json!({}));
        let (one, other) = tokio::join!(at_once(), at_once());
        let mut both = [one, other].map(|answer| told(&answer, "joinEdition").concat());
        both.sort();
        assert_eq!(both, ["", "ALREADY_EXISTS edition"]);
    }
}

#[tokio::test]
async fn editions_of_many_accompaniments_cost_the_same_few_statements() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    for _ in 0..4 {
        let id = begin(&advisor, json!({})).await;
        for _ in 0..2 {
            let draft = edition(&coordinator, &made, json!({})).await;
            assert_eq!(join(&advisor, &id, &draft, json!({})).await.mistakes("joinEdition"), NONE);
        }
    }
    let page = |first: usize| {
        format!(
            "{{ accompaniments(first: {first}) {{ nodes {{ editions {{ nodes {{ joinedOn edition {{ number \
            accompaniments {{ nodes {{ accompaniment {{ id }} }} }} }} }} }} }} }} }}"
        )
    };
    let (_, few) = network.statements(advisor.ask(&page(1))).await;
    let (answer, many) = network.statements(advisor.ask(&page(4))).await;
    assert_eq!(answer.each("/accompaniments/nodes/3/editions/nodes", "/joinedOn").len(), 2);
    assert_eq!(few, many);
}
