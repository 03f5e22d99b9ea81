use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};

pub const CREATE: &str = "mutation ($input: CreatePerimeterInput!) { createPerimeter(input: $input) {
    perimeter { id code name kind vintage version population member { name }
        department { name } region { name } parts { nodes { name } } }
    userErrors { code field message } } }";

const UPDATE: &str = "mutation ($input: UpdatePerimeterInput!) { updatePerimeter(input: $input) {
    perimeter { code name version parts { totalCount } } userErrors { code field message } } }";

const REMOVE: &str = "mutation ($input: RemovePerimeterInput!) { removePerimeter(input: $input) {
    removedPerimeterId userErrors { code field } } }";

pub const INSIDE: &str = "query ($id: ID!) { territory(by: {id: $id}) { territory { name
    ancestors { name } department { name } region { name }
    descendants(first: 100) { totalCount nodes { name } } parts { totalCount nodes { name } } } } }";

/// Ids of communes, EPCI and départements by their codes.
pub async fn ids(user: &User<'_>, codes: &[(&str, &str)]) -> Vec<String> {
    let mut ids = Vec::new();
    for (kind, code) in codes {
        let by = format!("{{code: {{kind: {kind}, code: \"{code}\"}}}}");
        let answer = user.ask(&format!("{{ territory(by: {by}) {{ territory {{ id }} }} }}")).await;
        ids.push(answer.text("/territory/territory/id").to_owned());
    }
    ids
}

pub async fn create(user: &User<'_>, name: &str, parts: &[String]) -> Answer {
    user.ask_with(CREATE, json!({ "input": { "name": name, "parts": parts } })).await
}

/// Makes a perimeter and gives its id.
pub async fn made(user: &User<'_>, name: &str, parts: &[String]) -> String {
    let answer = create(user, name, parts).await;
    assert_eq!(answer.mistakes("createPerimeter"), [""; 0]);
    answer.text("/createPerimeter/perimeter/id").to_owned()
}

pub async fn update(user: &User<'_>, input: Value) -> Answer {
    user.ask_with(UPDATE, json!({ "input": input })).await
}

pub async fn remove(user: &User<'_>, id: &str, version: i32) -> Answer {
    user.ask_with(REMOVE, json!({ "input": { "id": id, "expectedVersion": version } })).await
}

async fn inside(user: &User<'_>, id: &str) -> Answer {
    user.ask_with(INSIDE, json!({ "id": id })).await
}

const NANTES: (&str, &str) = ("COMMUNE", "44109");
const REZE: (&str, &str) = ("COMMUNE", "44143");
const REDON: (&str, &str) = ("EPCI", "243500741");
const LOIRE_ATLANTIQUE: (&str, &str) = ("DEPARTMENT", "44");

#[tokio::test]
async fn a_coordinator_makes_a_perimeter_that_is_read_as_any_territory() {
    let network = Network::new().await;
    let user = network.coordinator(network.member("DLA 44").await).await;
    let parts = ids(&user, &[REZE, NANTES, REZE]).await;
    let answer = create(&user, "  Métropole   du cœur ", &parts).await;
    let perimeter = "/createPerimeter/perimeter";
    assert_eq!(answer.text(&format!("{perimeter}/name")), "Métropole du cœur");
    assert_eq!(answer.text(&format!("{perimeter}/code")), "metropole-du-coeur");
    assert_eq!(answer.text(&format!("{perimeter}/kind")), "PERIMETER");
    assert_eq!(answer.text(&format!("{perimeter}/department/name")), "Loire-Atlantique");
    assert_eq!(answer.text(&format!("{perimeter}/member/name")), "DLA 44");
    assert_eq!(answer.at(&format!("{perimeter}/vintage")), 2026);
    assert_eq!(answer.at(&format!("{perimeter}/population")), 327_734 + 43_556);
    assert_eq!(answer.each(&format!("{perimeter}/parts/nodes"), "/name"), ["Nantes", "Rezé"]);
    let found =
        network.anonymous().ask(r#"{ territories(filter: {search: "coeur"}) { nodes { name } } }"#).await;
    assert_eq!(found.each("/territories/nodes", "/name"), ["Métropole du cœur"]);
    let by_code = network
        .anonymous()
        .ask(r#"{ territory(by: {code: {kind: PERIMETER, code: "metropole-du-coeur"}}) { territory { name } } }"#)
        .await;
    assert_eq!(by_code.text("/territory/territory/name"), "Métropole du cœur");
}

#[tokio::test]
async fn a_perimeter_contains_its_parts_and_all_that_they_contain() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let parts = ids(&user, &[REDON, NANTES]).await;
    let id = made(&user, "Redon et Nantes", &parts).await;
    let answer = inside(&user, &id).await;
    let territory = "/territory/territory";
    // Redon Agglomération, its 31 communes, Nantes.
    assert_eq!(answer.at(&format!("{territory}/descendants/totalCount")), 33);
    assert_eq!(answer.each(&format!("{territory}/ancestors"), "/name"), ["France"]);
    assert!(answer.at(&format!("{territory}/region")).is_null());
    let filter = format!(r#"{{within: "{id}", kinds: [COMMUNE], search: "allaire"}}"#);
    let within = user.ask(&format!("{{ territories(filter: {filter}) {{ nodes {{ name }} }} }}")).await;
    assert_eq!(within.each("/territories/nodes", "/name"), ["Allaire"]);
}

#[tokio::test]
async fn a_perimeter_lies_in_what_contains_all_its_parts_and_in_the_perimeters_around() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let around = made(&user, "Autour", &ids(&user, &[LOIRE_ATLANTIQUE]).await).await;
    let communes = made(&user, "Deux villes", &ids(&user, &[NANTES, REZE]).await).await;
    let nested = made(&user, "Imbriqué", std::slice::from_ref(&communes)).await;
    for id in [&communes, &nested] {
        let above = inside(&user, id).await.each("/territory/territory/ancestors", "/name");
        for name in ["France", "Pays de la Loire", "Loire-Atlantique", "Nantes Métropole", "Autour"] {
            assert!(above.iter().any(|other| other.ends_with(name)), "{name} in {above:?}");
        }
    }
    let inner = inside(&user, &around).await;
    assert_eq!(inner.at("/territory/territory/parts/totalCount"), 1);
    let names = user
        .ask(&format!(
            r#"{{ territories(filter: {{within: "{around}", kinds: [PERIMETER]}}) {{ nodes {{ name }} }} }}"#
        ))
        .await;
    assert_eq!(names.each("/territories/nodes", "/name"), ["Autour", "Deux villes", "Imbriqué"]);
}

#[tokio::test]
async fn whoever_changes_the_parts_moves_all_perimeters_above() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let low = made(&user, "Bas", &ids(&user, &[NANTES]).await).await;
    let middle = made(&user, "Milieu", std::slice::from_ref(&low)).await;
    let high = made(&user, "Haut", &[middle.clone(), low.clone()]).await;
    let parts = ids(&user, &[REDON]).await;
    let answer = update(&user, json!({ "id": low, "expectedVersion": 1, "parts": parts })).await;
    assert_eq!(answer.at("/updatePerimeter/perimeter/version"), 2);
    assert_eq!(answer.at("/updatePerimeter/perimeter/parts/totalCount"), 1);
    for (id, below) in [(&low, 32), (&middle, 33), (&high, 34)] {
        let answer = inside(&user, id).await;
        assert_eq!(answer.at("/territory/territory/descendants/totalCount"), below);
        assert!(answer.at("/territory/territory/department").is_null());
    }
    let nantes = ids(&user, &[NANTES]).await.remove(0);
    let above = inside(&user, &nantes).await.each("/territory/territory/ancestors", "/name");
    assert_eq!(above.len(), 4, "{above:?}");
}

#[tokio::test]
async fn a_renamed_perimeter_keeps_its_code_and_its_parts() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let id = made(&user, "Avant", &ids(&user, &[NANTES]).await).await;
    let answer = update(&user, json!({ "id": id, "expectedVersion": 1, "name": "Après" })).await;
    let perimeter = answer.at("/updatePerimeter/perimeter");
    assert_eq!(
        *perimeter,
        json!({"code": "avant", "name": "Après", "version": 2, "parts": {"totalCount": 1}})
    );
    let same = update(&user, json!({ "id": id, "expectedVersion": 2, "name": "Après" })).await;
    assert_eq!(same.at("/updatePerimeter/perimeter/version"), 2);
}

#[tokio::test]
async fn a_perimeter_is_removed_unless_something_uses_it() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let low = made(&user, "Bas", &ids(&user, &[NANTES]).await).await;
    let high = made(&user, "Haut", std::slice::from_ref(&low)).await;
    assert_eq!(remove(&user, &low, 1).await.mistakes("removePerimeter"), ["STILL_USED"]);
    assert_eq!(inside(&user, &low).await.at("/territory/territory/descendants/totalCount"), 1);
    assert_eq!(remove(&user, &high, 1).await.text("/removePerimeter/removedPerimeterId"), high);
    assert_eq!(remove(&user, &low, 1).await.text("/removePerimeter/removedPerimeterId"), low);
    assert!(inside(&user, &low).await.at("/territory").is_null());
    assert_eq!(remove(&user, &low, 1).await.mistakes("removePerimeter"), ["NOT_FOUND"]);
}

#[tokio::test]
async fn no_perimeter_contains_itself() {
    let network = Network::new().await;
    let user = network.administrator().await;
    let low = made(&user, "Bas", &ids(&user, &[NANTES]).await).await;
    let middle = made(&user, "Milieu", std::slice::from_ref(&low)).await;
    let high = made(&user, "Haut", std::slice::from_ref(&middle)).await;
    for part in [&low, &middle, &high] {
        let answer = update(&user, json!({ "id": low, "expectedVersion": 1, "parts": [part] })).await;
        assert_eq!(answer.mistakes("updatePerimeter"), ["CONTAINS_ITSELF"]);
    }
    assert_eq!(inside(&user, &high).await.at("/territory/territory/descendants/totalCount"), 3);
}

#[tokio::test]
async fn the_parts_of_many_perimeters_cost_one_statement() {
    let network = Network::new().await;
    let user = network.administrator().await;
    for (name, code) in [("Un", NANTES), ("Deux", REZE), ("Trois", REDON)] {
        made(&user, name, &ids(&user, &[code]).await).await;
    }
    let document =
        "{ territories(filter: {kinds: [PERIMETER]}) { nodes { name parts(first: 2) { nodes { name } } } } }";
    let (answer, statements) = network.statements(user.ask(document)).await;
    assert_eq!(answer.each("/territories/nodes", "/name"), ["Deux", "Trois", "Un"]);
    assert_eq!(answer.text("/territories/nodes/1/parts/nodes/0/name"), "CA Redon Agglomération");
    assert_eq!(statements, 2);
}
