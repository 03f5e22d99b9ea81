use serde_json::json;

use super::{authorise, count, record, run, share, structure, territory};
use crate::harness::Network;

const PAGE: &str = "query($filter: ObservationFilter, $after: String, $order: [ObservationOrder!]) {
    observations(filter: $filter, first: 2, after: $after, orderBy: $order) {
        nodes { intensity } pageInfo { endCursor hasNextPage } } }";

#[tokio::test]
async fn an_analyst_filters_by_each_thing_it_expects() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    let over = json!({
        "visibility": "NETWORK", "otherThemes": ["mecenat"], "otherSectors": ["danse"], "publics": ["exil"],
        "organisationKind": "cooperative", "careerStage": "emergence", "derived": true, "method": "desk",
    });
    record(&coordinator, over).await;
    record(&coordinator, json!({ "visibility": "NETWORK", "mainTheme": "mecenat", "mainSector": null }))
        .await;
    let contributor = maillage::graphql::id_text(member).to_string();
    let analyst = network.analyst().await;
    let cases = [
        (json!({ "theme": { "in": ["tresorerie"] } }), 1),
        (json!({ "theme": { "in": ["modele-economique"] } }), 0),
        (json!({ "theme": { "within": ["modele-economique", "financements"] } }), 2),
        (json!({ "theme": { "in": ["mecenat"] } }), 1),
        (json!({ "anyTheme": { "in": ["mecenat"] } }), 2),
        (json!({ "sector": { "within": ["PERFORMING_ARTS"] } }), 1),
        (json!({ "sector": { "in": ["danse"] } }), 0),
        (json!({ "anySector": { "in": ["danse"] } }), 1),
        (json!({ "not": { "sector": { "within": ["PERFORMING_ARTS"] } } }), 1),
        (json!({ "public": { "within": ["situations-sensibles"] } }), 1),
        (json!({ "method": { "in": ["desk", "entretien"] } }), 2),
        (json!({ "formulation": { "in": ["observed"] } }), 0),
        (json!({ "organisationKind": { "in": ["cooperative"] } }), 1),
        (json!({ "careerStage": { "in": ["emergence"] } }), 1),
        (json!({ "observedOn": { "between": { "from": "2028-01-15", "to": "2028-01-15" } } }), 2),
        (json!({ "observedOn": { "between": { "from": "2028-01-16" } } }), 0),
        (json!({ "month": { "between": { "to": "2027-12" } } }), 0),
        (json!({ "intensity": { "between": { "from": 4, "to": 5 } } }), 2),
        (json!({ "status": ["CONFIRMED"] }), 2),
        (json!({ "status": [] }), 0),
        (json!({ "contributor": [contributor] }), 2),
        (json!({ "contributor": ["member_nonsense"] }), 0),
        (json!({ "derived": true }), 1),
        (json!({ "updatedSince": "2028-02-29T10:00:00Z" }), 2),
        (json!({ "updatedSince": "2028-02-29T10:00:01Z" }), 0),
        (json!({ "theme": { "in": ["nothing-of-the-kind"] } }), 0),
        (json!({ "territory": { "within": "territory_nonsense" } }), 0),
    ];
    for (filter, expected) in cases {
        assert_eq!(count(&analyst, filter.clone()).await, expected, "{filter}");
    }
}

#[tokio::test]
async fn a_reader_walks_pages_the_latest_first_and_back_to_the_oldest() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    for (intensity, day) in [(1, "2027-01-01"), (2, "2028-02-29"), (3, "2024-02-29"), (4, "2027-01-01")] {
        record(&advisor, json!({ "intensity": intensity, "observedOn": day })).await;
    }
    let first = advisor.ask_with(PAGE, json!({})).await;
    assert_eq!(first.each("/observations/nodes", "/intensity"), ["2", "4"]);
    let after = first.text("/observations/pageInfo/endCursor");
    let second = advisor.ask_with(PAGE, json!({ "after": after })).await;
    assert_eq!(second.each("/observations/nodes", "/intensity"), ["1", "3"]);
    assert_eq!(second.at("/observations/pageInfo/hasNextPage"), false);
    let order = json!({ "field": "OBSERVED_ON", "direction": "ASC" });
    let oldest = advisor.ask_with(PAGE, json!({ "order": order })).await;
    assert_eq!(oldest.each("/observations/nodes", "/intensity"), ["3", "1"]);
    let foreign = advisor.ask_with(PAGE, json!({ "order": order, "after": after })).await;
    assert_eq!(foreign.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_script_reads_what_changed_last_first() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Accueil 44").await).await;
    let old = record(&advisor, json!({ "intensity": 1 })).await;
    network.wait(chrono::TimeDelta::seconds(1));
    record(&advisor, json!({ "intensity": 2 })).await;
    network.wait(chrono::TimeDelta::seconds(1));
    let input = json!({ "id": old, "expectedVersion": 1, "intensity": 5 });
    super::act(&advisor, "updateObservation", input).await;
    let order = json!({ "order": { "field": "UPDATED_AT", "direction": "DESC" } });
    let answer = advisor.ask_with(PAGE, order).await;
    assert_eq!(answer.each("/observations/nodes", "/intensity"), ["5", "2"]);
}

#[tokio::test]
async fn a_page_of_fifty_with_its_neighbours_costs_the_same_few_statements_as_one_of_two() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    for number in 0..50 {
        let theatre = structure(&coordinator, &format!("Théâtre {number}")).await;
        let word = authorise(&coordinator, "NETWORK", Some(&theatre)).await;
        let over = json!({ "structure": theatre, "authorisation": word, "visibility": "NETWORK", "publics": ["benevoles"] });
        let id = record(&coordinator, over).await;
        let words = json!({ "observation": id, "text": "Nous tenons.", "shareable": true });
        run(&coordinator, "addVerbatim", "verbatim { id }", words).await;
    }
    let department = territory(&network, "DEPARTMENT", "44").await;
    let filter = json!({
        "sector": { "in": ["theatre"] }, "theme": { "in": ["tresorerie"] }, "territory": { "within": department },
        "observedOn": { "between": { "from": "2028-01-01", "to": "2028-12-31" } },
    });
    let page = |size: usize, fields: &str| {
        format!(
            "query($filter: ObservationFilter) {{ observations(first: {size}, filter: $filter) {{ nodes {{ {fields} }} }} }}"
        )
    };
    let (hot, all) = (
        "statement structure { name } territory { name }",
        "statement structure { name } territory { name } mainTheme { code } mainSector { code } publics { code } \
         verbatims { text }",
    );
    let analyst = network.analyst().await;
    for (fields, most) in [(hot, 2), (all, 5)] {
        let variables = json!({ "filter": filter });
        let (_, few) = network.statements(analyst.ask_with(&page(2, fields), variables.clone())).await;
        let (answer, many) = network.statements(analyst.ask_with(&page(50, fields), variables)).await;
        assert_eq!(answer.at("/observations/nodes").as_array().unwrap().len(), 50);
        assert_eq!((few, many), (most, most), "{fields}");
    }
    assert_eq!(count(&analyst, filter).await, 50);
}

#[tokio::test]
async fn a_filter_too_deep_or_too_large_is_refused() {
    let network = Network::new().await;
    let analyst = network.analyst().await;
    let ask = async |filter| analyst.ask_with(PAGE, json!({ "filter": filter })).await;
    let deep = (0..5).fold(json!({}), |filter, _| json!({ "not": filter }));
    assert_eq!(ask(deep).await.code(), "BAD_USER_INPUT");
    let large = json!({ "or": vec![json!({}); 50] });
    assert_eq!(ask(large).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn shared_rows_of_other_members_stand_beside_ones_own() {
    let network = Network::new().await;
    let one = network.coordinator(network.member("Accueil 44").await).await;
    let other = network.coordinator(network.member("Accueil 01").await).await;
    record(&one, json!({})).await;
    let id = record(&one, json!({})).await;
    share(&one, &id, "NETWORK", None).await;
    record(&other, json!({})).await;
    assert_eq!((count(&one, json!({})).await, count(&other, json!({})).await), (2, 2));
    assert_eq!(count(&other, json!({ "mine": false })).await, 1);
}
