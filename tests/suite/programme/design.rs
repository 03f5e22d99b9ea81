//! What the tests of editions do again and again.

use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, record, run};

/// A record with the version it has now.
#[derive(Clone, Debug)]
pub struct Thing {
    pub id: String,
    pub version: i64,
}

impl Thing {
    /// What a mutation made or changed.
    pub fn of(answer: &Answer, mutation: &str, thing: &str) -> Self {
        assert_eq!(answer.mistakes(mutation), NONE, "{mutation}: {}", answer.0);
        let at = |field: &str| answer.at(&format!("/{mutation}/{thing}/{field}")).clone();
        Self { id: at("id").as_str().unwrap().to_owned(), version: at("version").as_i64().unwrap() }
    }

    /// An input that changes it.
    pub fn with(&self, over: Value) -> Value {
        over_it(json!({ "id": self.id, "expectedVersion": self.version }), over)
    }
}

/// One object put over another.
#[expect(clippy::needless_pass_by_value, reason = "tests write the fields in place")]
pub fn over_it(mut input: Value, over: Value) -> Value {
    input.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    input
}

/// Runs a mutation that makes or changes something.
pub async fn does(user: &User<'_>, mutation: &str, thing: &str, input: Value) -> Thing {
    Thing::of(&run(user, mutation, &format!("{thing} {{ id version }}"), input).await, mutation, thing)
}

/// A programme.
pub async fn programme(user: &User<'_>, over: Value) -> Thing {
    let input = over_it(json!({ "title": "Parcours de structuration" }), over);
    does(user, "createProgramme", "programme", input).await
}

/// An edition in Rezé from March to June 2028.
pub async fn edition(user: &User<'_>, programme: &Thing, over: Value) -> Thing {
    let input = json!({ "programme": programme.id, "territory": { "code": { "kind": "COMMUNE", "code": "44143" } },
        "startsOn": "2028-03-01", "endsOn": "2028-06-30", "capacity": 10 });
    does(user, "createEdition", "edition", over_it(input, over)).await
}

/// A session of an edition, on a day from nine to five.
pub async fn session(user: &User<'_>, edition: &Thing, day: &str, over: Value) -> Thing {
    let times = json!({ "startsAt": format!("{day}T08:00:00Z"), "endsAt": format!("{day}T16:00:00Z") });
    let input = over_it(json!({ "edition": edition.id, "title": "Atelier", "times": times }), over);
    let planned = run(user, "planSession", "sessions { id version }", input).await;
    Thing::of(&planned, "planSession", "sessions/0")
}

/// An objective that rests on an observation of one's own.
pub async fn objective(user: &User<'_>, edition: &Thing) -> Thing {
    let evidence = record(user, json!({})).await;
    let input =
        json!({ "edition": edition.id, "statement": "Un plan de trésorerie", "justifiedBy": [evidence] });
    does(user, "addObjective", "objective", input).await
}

/// The present version of an edition.
pub async fn now(user: &User<'_>, edition: &Thing) -> Thing {
    let answer =
        user.ask_with("query($id: ID!) { edition(id: $id) { version } }", json!({ "id": edition.id })).await;
    Thing { id: edition.id.clone(), version: answer.at("/edition/version").as_i64().unwrap() }
}

/// An edition that may be opened, opened by its coordinator; of a programme shared with the network.
pub async fn opened(coordinator: &User<'_>) -> (Thing, Thing) {
    let programme = programme(coordinator, json!({})).await;
    let input = programme.with(json!({ "visibility": "NETWORK" }));
    let programme = does(coordinator, "shareProgramme", "programme", input).await;
    let edition = edition(coordinator, &programme, json!({})).await;
    objective(coordinator, &edition).await;
    session(coordinator, &edition, "2028-03-14", json!({})).await;
    let open = now(coordinator, &edition).await.with(json!({}));
    let edition = does(coordinator, "openEdition", "edition", open).await;
    (programme, edition)
}

/// A member structure with its coordinator and its advisor.
pub async fn team<'n>(network: &'n Network, name: &str) -> (User<'n>, User<'n>) {
    let member = network.member(name).await;
    (network.coordinator(member).await, network.advisor(member).await)
}

/// Removes a record.
pub async fn remove(user: &User<'_>, mutation: &str, thing: &Thing) -> Answer {
    let document = format!(
        "mutation($input: RemoveInput!) {{ {mutation}(input: $input) {{ deletedId userErrors {{ code }} }} }}"
    );
    user.ask_with(&document, json!({ "input": thing.with(json!({})) })).await
}
