use serde_json::{Value, json};

use super::{added, commune};
use crate::harness::{Network, User};

async fn names(user: &User<'_>, arguments: &str) -> Vec<String> {
    let answer = user.ask(&format!("{{ structures({arguments}) {{ totalCount nodes {{ name }} }} }}")).await;
    let names = answer.each("/structures/nodes", "/name");
    assert_eq!(answer.at("/structures/totalCount"), names.len());
    names
}

/// Three structures that differ in all that a list may be filtered by.
async fn three(network: &Network) -> User<'_> {
    let advisor = network.advisor(network.member("DLA 44").await).await;
    let structures = [
        json!({ "name": "Théâtre de l'Œuvre", "otherNames": ["TNŒ"], "mainSector": "theatre", "kinds": ["lieu"],
            "territory": commune("44109"), "zones": [{ "code": { "kind": "DEPARTMENT", "code": "44" } }],
            "legalForm": "9220", "creationYear": 1990, "careerStage": "consolidation",
            "identifiers": [{ "scheme": "siret", "value": "73282932000074" }],
            "externalReferences": [{ "system": "drac", "externalId": "7" }] }),
        json!({ "name": "Étangs d'art", "mainSector": "VISUAL_ARTS", "otherSectors": ["danse"], "kinds": ["festival"],
            "territory": commune("01053"), "essStatus": "scic", "creationYear": 2010 }),
        json!({ "name": "Zéro décibel", "mainSector": "musiques-actuelles", "mainFunction": "EDUCATION",
            "territory": { "code": { "kind": "DEPARTMENT", "code": "44" } }, "organisationKind": "reseau" }),
    ];
    for structure in structures {
        added(&advisor, structure).await;
    }
    advisor
}

#[tokio::test]
async fn anyone_searches_words_of_names_without_accents() {
    let network = Network::new().await;
    three(&network).await;
    let anyone = network.anonymous();
    assert_eq!(names(&anyone, r#"filter: {search: "oeuvre THEA"}"#).await, ["Théâtre de l'Œuvre"]);
    assert_eq!(names(&anyone, r#"filter: {search: "tnoe"}"#).await, ["Théâtre de l'Œuvre"]);
    assert_eq!(names(&anyone, r#"filter: {search: "etang"}"#).await, ["Étangs d'art"]);
    assert_eq!(names(&anyone, r#"filter: {search: "tang"}"#).await, [""; 0]);
    assert_eq!(names(&anyone, r#"filter: {search: "%"}"#).await.len(), 3);
}

#[tokio::test]
async fn anyone_searches_by_sector_with_what_it_contains() {
    let network = Network::new().await;
    three(&network).await;
    let anyone = network.anonymous();
    let performing = ["Étangs d'art", "Théâtre de l'Œuvre", "Zéro décibel"];
    assert_eq!(names(&anyone, r#"filter: {sector: {within: ["PERFORMING_ARTS"]}}"#).await, performing);
    assert_eq!(names(&anyone, r#"filter: {sector: {in: ["PERFORMING_ARTS"]}}"#).await, [""; 0]);
    assert_eq!(names(&anyone, r#"filter: {sector: {in: ["danse", "theatre"]}}"#).await, performing[..2]);
    let answer =
        anyone.ask(r#"{ terms(filter: {scheme: "sector", search: "theatre"}) { nodes { id } } }"#).await;
    let by_id = format!("filter: {{sector: {{in: [\"{}\"]}}}}", answer.text("/terms/nodes/0/id"));
    assert_eq!(names(&anyone, &by_id).await, ["Théâtre de l'Œuvre"]);
}

#[tokio::test]
async fn conditions_are_put_together_and_turned_round() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let anyone = network.anonymous();
    let either = r#"filter: {or: [{search: "oeuvre"}, {sector: {in: ["VISUAL_ARTS"]}}]}"#;
    assert_eq!(names(&anyone, either).await, ["Étangs d'art", "Théâtre de l'Œuvre"]);
    let both =
        r#"filter: {and: [{sector: {within: ["PERFORMING_ARTS"]}}, {not: {creationYear: {from: 2000}}}]}"#;
    assert_eq!(names(&anyone, both).await, ["Théâtre de l'Œuvre", "Zéro décibel"], "no year is no such year");
    assert_eq!(names(&anyone, "filter: {or: []}").await, [""; 0]);
    let inside = r#"filter: {not: {externalSystem: "drac"}}"#;
    assert_eq!(names(&advisor, inside).await, ["Étangs d'art", "Zéro décibel"]);
    let refused = anyone.ask(&format!("{{ structures({inside}) {{ totalCount }} }}")).await;
    assert_eq!(refused.code(), "FORBIDDEN");
    let deep = (0..6).fold("{}".to_owned(), |inner, _| format!("{{not: {inner}}}"));
    let refused = anyone.ask(&format!("{{ structures(filter: {deep}) {{ totalCount }} }}")).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn anyone_searches_by_territory_with_what_it_contains_and_by_zone() {
    let network = Network::new().await;
    three(&network).await;
    let anyone = network.anonymous();
    let answer = anyone
        .ask(r#"{ d: territories(filter: {search: "44", kinds: [DEPARTMENT]}) { nodes { id } } c: territories(filter: {search: "44143"}) { nodes { id } } }"#)
        .await;
    let (department, reze) = (answer.text("/d/nodes/0/id"), answer.text("/c/nodes/0/id"));
    let within = format!("filter: {{territory: {{within: \"{department}\"}}}}");
    assert_eq!(names(&anyone, &within).await, ["Théâtre de l'Œuvre", "Zéro décibel"]);
    assert_eq!(names(&anyone, &format!("filter: {{territory: {{within: \"{reze}\"}}}}")).await, [""; 0]);
    assert_eq!(names(&anyone, &format!("filter: {{zoneCovers: \"{reze}\"}}")).await, ["Théâtre de l'Œuvre"]);
    assert_eq!(names(&anyone, r#"filter: {territory: {within: "nowhere"}}"#).await, [""; 0]);
}

#[tokio::test]
async fn each_filter_keeps_what_it_names() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let cases = [
        (r#"identifier: {value: "732 829 320 00074"}"#, "Théâtre de l'Œuvre"),
        (r#"identifier: {scheme: "siret", value: "73282932000074"}"#, "Théâtre de l'Œuvre"),
        (r#"externalSystem: "drac""#, "Théâtre de l'Œuvre"),
        (r#"externalReference: {system: "drac", externalId: "7"}"#, "Théâtre de l'Œuvre"),
        (r#"kind: {in: ["lieu", "compagnie"]}"#, "Théâtre de l'Œuvre"),
        (r#"legalForm: {in: ["9220"]}"#, "Théâtre de l'Œuvre"),
        (r#"careerStage: {in: ["consolidation"]}"#, "Théâtre de l'Œuvre"),
        (r#"essStatus: {in: ["scic"]}"#, "Étangs d'art"),
        ("creationYear: {from: 2000}", "Étangs d'art"),
        ("creationYear: {from: 1980, to: 1999}", "Théâtre de l'Œuvre"),
        (r#"organisationKind: {in: ["reseau"]}"#, "Zéro décibel"),
        (r#"function: {in: ["EDUCATION"]}"#, "Zéro décibel"),
    ];
    for (filter, found) in cases {
        assert_eq!(names(&advisor, &format!("filter: {{{filter}}}")).await, [found], "{filter}");
    }
}

#[tokio::test]
async fn nobody_filters_by_a_field_that_they_do_not_read() {
    let network = Network::new().await;
    three(&network).await;
    for filter in [
        r#"careerStage: {in: ["consolidation"]}"#,
        r#"externalSystem: "drac""#,
        r#"activity: {in: ["lieu"]}"#,
    ] {
        let answer = network
            .anonymous()
            .ask(&format!("{{ structures(filter: {{{filter}}}) {{ totalCount }} }}"))
            .await;
        assert_eq!(answer.code(), "FORBIDDEN", "{filter}");
    }
}

#[tokio::test]
async fn anyone_orders_by_name_as_a_french_dictionary_or_by_change() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    let all = ["Étangs d'art", "Théâtre de l'Œuvre", "Zéro décibel"];
    assert_eq!(names(&network.anonymous(), "first: 10").await, all);
    assert_eq!(names(&advisor, "orderBy: {field: NAME, direction: DESC}").await, [all[2], all[1], all[0]]);
    network.wait(chrono::TimeDelta::minutes(1));
    added(&advisor, json!({ "name": "Dernière" })).await;
    let latest = names(&advisor, "orderBy: {field: UPDATED_AT, direction: DESC}").await;
    assert_eq!(latest[0], "Dernière");
    assert_eq!(names(&advisor, "orderBy: {field: CREATED_AT}").await[3], "Dernière");
}

#[tokio::test]
async fn pages_follow_each_other_both_ways_and_a_cursor_belongs_to_its_list() {
    let network = Network::new().await;
    let advisor = three(&network).await;
    for order in ["{field: NAME}", "{field: UPDATED_AT, direction: DESC}", "{field: CREATED_AT}"] {
        let page = |rest: &str| {
            format!(
                "{{ structures(orderBy: {order}, {rest}) {{ nodes {{ name }} pageInfo {{ startCursor endCursor hasNextPage }} }} }}"
            )
        };
        let whole = advisor.ask(&page("first: 3")).await.each("/structures/nodes", "/name");
        let first = advisor.ask(&page("first: 2")).await;
        let after = first.text("/structures/pageInfo/endCursor");
        let second = advisor.ask(&page(&format!("first: 2, after: \"{after}\""))).await;
        assert_eq!(second.each("/structures/nodes", "/name"), whole[2..], "{order}");
        let before = second.text("/structures/pageInfo/startCursor");
        let back = advisor.ask(&page(&format!("last: 2, before: \"{before}\""))).await;
        assert_eq!(back.each("/structures/nodes", "/name"), whole[..2], "{order}");
        let other =
            format!("{{ structures(filter: {{search: \"a\"}}, after: \"{after}\") {{ nodes {{ id }} }} }}");
        assert_eq!(advisor.ask(&other).await.code(), "BAD_USER_INPUT");
    }
}

/// The names and years of a walk through all pages of two, one way or the other.
async fn walk(user: &User<'_>, order: &str, [size, behind, end]: [&str; 3]) -> Vec<String> {
    let (mut found, mut bound) = (vec![], String::new());
    loop {
        let document = format!(
            "{{ structures(orderBy: {order}, {size}: 2{bound}) {{ nodes {{ name creationYear }} pageInfo {{ {end} }} }} }}"
        );
        let page = user.ask(&document).await;
        let [names, years] = ["/name", "/creationYear"].map(|field| page.each("/structures/nodes", field));
        if names.is_empty() {
            return found;
        }
        let mut rows: Vec<String> =
            names.iter().zip(&years).map(|(name, year)| format!("{name} {year}")).collect();
        if size == "last" {
            rows.reverse();
        }
        found.extend(rows);
        bound = format!(", {behind}: \"{}\"", page.text(&format!("/structures/pageInfo/{end}")));
    }
}

#[tokio::test]
async fn several_orders_stand_behind_each_other_each_its_own_way() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for (name, year) in
        [("Les Ateliers", 2001), ("Zone", 2002), ("Les Ateliers", 2003), ("Zone", 2004), ("Amont", 2005)]
    {
        network.wait(chrono::TimeDelta::minutes(1));
        added(&advisor, json!({ "name": name, "creationYear": year })).await;
    }
    let (forward, backward) = (["first", "after", "endCursor"], ["last", "before", "startCursor"]);
    for (order, whole) in [
        (
            "[{field: NAME}, {field: CREATED_AT, direction: DESC}]",
            ["Amont 2005", "Les Ateliers 2003", "Les Ateliers 2001", "Zone 2004", "Zone 2002"],
        ),
        (
            "[{field: NAME, direction: DESC}, {field: UPDATED_AT}, {field: NAME}]",
            ["Zone 2002", "Zone 2004", "Les Ateliers 2001", "Les Ateliers 2003", "Amont 2005"],
        ),
        (
            "[{field: NAME}, {field: CREATED_AT}]",
            ["Amont 2005", "Les Ateliers 2001", "Les Ateliers 2003", "Zone 2002", "Zone 2004"],
        ),
    ] {
        assert_eq!(walk(&advisor, order, forward).await, whole, "{order}");
        let mut back = walk(&advisor, order, backward).await;
        back.reverse();
        assert_eq!(back, whole, "{order} from its end");
    }
    assert_eq!(walk(&advisor, "[]", forward).await[0], "Amont 2005");
}

fn many(at: usize) -> Value {
    let communes = ["44109", "44143", "01053", "01004"];
    let sectors = ["theatre", "danse", "cirque", "musiques-actuelles", "livre"];
    json!({
        "name": format!("Structure {at}"), "territory": commune(communes[at % 4]), "mainSector": sectors[at % 4],
        "kinds": ["lieu", "festival"], "legalForm": "9220", "careerStage": "emergence", "activities": ["lieu"],
        "identifiers": [{ "scheme": "external", "value": at.to_string() }],
        "zones": [commune(communes[(at + 1) % 4])],
        "externalReferences": [{ "system": "drac", "externalId": at.to_string() }],
    })
}

#[tokio::test]
async fn a_page_with_its_neighbours_costs_the_same_statements_whatever_its_size() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("DLA 44").await).await;
    for at in 0..12 {
        added(&advisor, many(at)).await;
    }
    let cases = [
        (
            "nodes { name territory { name region { name } } mainSector { label } kinds { label } identifiers { scheme value } }",
            3,
        ),
        ("edges { node { name territory { epci { name } department { name } region { name } } } }", 1),
        (
            "totalCount nodes { legalForm { label } careerStage { label } activities { label } zones { name } externalReferences { system } }",
            6,
        ),
        ("nodes { history(first: 3) { nodes { field } } }", 2),
    ];
    for (selection, expected) in cases {
        let document = |size: u32| format!("{{ structures(first: {size}) {{ {selection} }} }}");
        let (_, few) = network.statements(advisor.ask(&document(2))).await;
        let (answer, all) = network.statements(advisor.ask(&document(50))).await;
        assert!(answer.0.get("errors").is_none(), "{answer:?}");
        assert_eq!((few, all), (expected, expected), "{selection}");
    }
}
