//! What an observation became: objectives that rest on it, accompaniments that answer it, and what nobody takes up.

use maillage::access::Scope;
use serde_json::{Value, json};

use super::accompaniment::begin;
use super::design::{does, edition, now, opened, over_it, programme, session, team};
use crate::harness::{Network, User};
use crate::observation::{NONE, authorise, record, share};

/// Records a need that members read.
async fn shared(user: &User<'_>) -> String {
    let id = record(user, json!({})).await;
    let authorisation = authorise(user, "NETWORK", None).await;
    let answer = share(user, &id, "NETWORK", Some(&authorisation)).await;
    assert_eq!(answer.mistakes("shareObservation"), NONE);
    id
}

/// An objective of an edition that rests on these observations.
async fn aim(user: &User<'_>, edition: &str, statement: &str, evidence: &[&str]) {
    let input = json!({ "edition": edition, "statement": statement, "justifiedBy": evidence });
    does(user, "addObjective", "objective", input).await;
}

async fn untaken(user: &User<'_>, filter: Value) -> Vec<String> {
    let document = "query($filter: ObservationFilter) { untakenObservations(filter: $filter) { totalCount nodes { id } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let ids = answer.each("/untakenObservations/nodes", "/id");
    assert_eq!(answer.at("/untakenObservations/totalCount"), ids.len());
    ids
}

async fn became(user: &User<'_>, id: &str, list: &str, field: &str) -> Vec<String> {
    let document = format!("query($id: ID!) {{ observation(id: $id) {{ {list} {{ {field} }} }} }}");
    user.ask_with(&document, json!({ "id": id }))
        .await
        .each(&format!("/observation/{list}"), &format!("/{field}"))
}

#[tokio::test]
async fn an_observation_tells_each_reader_the_objectives_that_it_may_see() {
    let network = Network::new().await;
    let ((author, _), (other, _)) = (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let need = shared(&author).await;
    let (_, open) = opened(&other).await;
    aim(&other, &open.id, "Ouvert", &[&need]).await;
    let hidden = programme(&other, json!({ "title": "À part" })).await;
    let draft = edition(&other, &hidden, json!({})).await;
    aim(&other, &draft.id, "Brouillon", &[&need]).await;
    let mut own = became(&other, &need, "objectives", "statement").await;
    own.sort();
    assert_eq!(own, ["Brouillon", "Ouvert"]);
    assert_eq!(
        became(&author, &need, "objectives", "statement").await,
        ["Ouvert"],
        "a draft is its team's alone"
    );
    let administrator = network.administrator().await;
    assert_eq!(became(&administrator, &need, "objectives", "statement").await, ["Ouvert"]);
    network.assign("programme", "visibility = 'PRIVATE'").await;
    assert_eq!(became(&author, &need, "objectives", "statement").await, NONE);
}

#[tokio::test]
async fn each_reader_finds_the_observations_that_no_objective_it_sees_takes_up() {
    let network = Network::new().await;
    let ((author, _), (other, _)) = (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let need = shared(&author).await;
    let private = record(&author, json!({ "intensity": 1 })).await;
    assert_eq!(
        untaken(&other, json!({})).await,
        std::slice::from_ref(&need),
        "what one may not see is in no list"
    );
    let hidden = programme(&other, json!({})).await;
    let draft = edition(&other, &hidden, json!({})).await;
    aim(&other, &draft.id, "Brouillon", &[&need]).await;
    assert_eq!(untaken(&other, json!({})).await, NONE);
    assert_eq!(
        untaken(&author, json!({})).await.len(),
        2,
        "a draft of others takes nothing up for the author"
    );
    session(&other, &draft, "2028-03-14", json!({})).await;
    does(&other, "openEdition", "edition", now(&other, &draft).await.with(json!({}))).await;
    assert_eq!(untaken(&author, json!({})).await.len(), 2, "nor does a programme that is not shared");
    let share = hidden.with(json!({ "visibility": "NETWORK" }));
    does(&other, "shareProgramme", "programme", share).await;
    assert_eq!(untaken(&author, json!({})).await, std::slice::from_ref(&private));
    assert_eq!(untaken(&author, json!({ "intensity": { "between": { "from": 2 } } })).await, NONE);
    assert_eq!(untaken(&network.anonymous(), json!({})).await, NONE);
}

#[tokio::test]
async fn untaken_observations_come_in_pages_of_the_same_few_statements() {
    let network = Network::new().await;
    let (author, _) = team(&network, "DLA 44").await;
    for _ in 0..5 {
        record(&author, json!({})).await;
    }
    let page = |first: usize, after: &Value| {
        let after = after.as_str().map(|after| format!(r#", after: "{after}""#)).unwrap_or_default();
        format!(
            "{{ untakenObservations(first: {first}{after}) {{ pageInfo {{ endCursor }} nodes {{ id territory {{ name }} \
            objectives {{ id }} accompaniments {{ id structure {{ name }} }} }} }} }}"
        )
    };
    let (one, few) = network.statements(author.ask(&page(1, &Value::Null))).await;
    let (rest, many) =
        network.statements(author.ask(&page(4, one.at("/untakenObservations/pageInfo/endCursor")))).await;
    assert_eq!(rest.each("/untakenObservations/nodes", "/id").len(), 4);
    assert_eq!(few, many);
    let mut both = one.each("/untakenObservations/nodes", "/id");
    both.extend(rest.each("/untakenObservations/nodes", "/id"));
    both.sort();
    both.dedup();
    assert_eq!(both.len(), 5);
    let foreign = page(1, one.at("/untakenObservations/pageInfo/endCursor"))
        .replace("untakenObservations", "observations");
    assert_eq!(author.ask(&foreign).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn an_observation_tells_those_who_work_for_its_member_which_accompaniments_answer_it() {
    let network = Network::new().await;
    let ((author, advisor), (other, _)) = (team(&network, "DLA 44").await, team(&network, "DLA 35").await);
    let need = shared(&author).await;
    let first = json!({ "observations": [need], "receivedOn": "2028-01-10", "request": "Première" });
    begin(&author, first.clone()).await;
    begin(&author, over_it(first, json!({ "receivedOn": "2028-02-01", "request": "Seconde" }))).await;
    begin(&other, json!({ "observations": [need], "request": "Ailleurs" })).await;
    assert_eq!(became(&advisor, &need, "accompaniments", "request").await, ["Seconde", "Première"]);
    assert_eq!(became(&other, &need, "accompaniments", "request").await, ["Ailleurs"]);
    for stranger in [
        network.analyst().await,
        network.administrator().await,
        author.with_scopes(&[Scope::ObservationsRead]),
    ] {
        assert_eq!(became(&stranger, &need, "accompaniments", "request").await, NONE);
    }
}
