use serde_json::json;

use super::needs::table;
use crate::harness::Network;

const SERIES: &str = r#"by: [THEME, METHOD, MONTH], filter: {from: "2026-01", to: "2027-12"}"#;

#[tokio::test]
async fn a_measure_named_twice_is_refused_in_words() {
    let network = Network::new().await;
    let answer = network.anonymous().ask(&table("by: [], measures: [PEOPLE, SHARE, PEOPLE]")).await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    assert!(answer.0["errors"][0]["message"].as_str().unwrap().contains("PEOPLE"), "{answer:?}");
}

#[tokio::test]
async fn thousands_of_measures_cost_too_much_before_anything_is_computed() {
    let network = Network::new().await;
    let document = "query($measures: [Measure!]!) { needs(by: [], measures: $measures) { audience } }";
    let many = json!({ "measures": vec!["OBSERVATIONS"; 5_000] });
    assert_eq!(network.anonymous().ask_with(document, many).await.code(), "QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn a_table_has_so_many_figures_whatever_its_shape() {
    let network = Network::new().await;
    let user = network.anonymous();
    let document = |arguments: &str| format!("{{ needs({arguments}) {{ hiddenCells {{ cells }} }} }}");
    let counted = user.ask(&document(&format!("{SERIES}, measures: [OBSERVATIONS]"))).await;
    assert!(counted.at("/needs/hiddenCells/cells").as_i64().unwrap() > 5_000);
    let heavy = "OBSERVATIONS, MEAN_INTENSITY, MEDIAN_INTENSITY, CHANGE, CHANGE_SAME_CONTRIBUTORS";
    let refused = user.ask(&document(&format!("{SERIES}, measures: [{heavy}]"))).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    assert!(refused.0["errors"][0]["message"].as_str().unwrap().contains("trop de cellules"), "{refused:?}");
}

#[tokio::test]
async fn the_whole_countrys_epci_by_theme_is_one_table() {
    let network = Network::nationwide().await;
    let document = "{ needs(by: [EPCI, THEME]) { hiddenCells { cells } total { figures { status } } } }";
    let answer = network.anonymous().ask(document).await;
    assert!(answer.at("/needs/hiddenCells/cells").as_i64().unwrap() > 50_000, "{answer:?}");
}
