//! The whole COG, loaded once: the one test that does not make do with a slice.

use serde_json::json;

use crate::harness::{Network, User};

const REGION: &str =
    "query ($code: String!) { territory(by: {code: {kind: REGION, code: $code}}) { territory {
    name population ancestors { name } descendants { totalCount }
    communes: descendants(kinds: [COMMUNE], first: 1) { totalCount }
    epci: descendants(kinds: [EPCI], first: 1) { totalCount } } } }";

#[tokio::test]
async fn anyone_reads_the_whole_cog() {
    let network = Network::nationwide().await;
    let anyone = network.anonymous();
    every_level_is_complete(&anyone).await;
    a_region_knows_all_it_contains(&network, &anyone).await;
    an_island_overseas_lies_in_its_region(&anyone).await;
    a_commune_may_have_no_epci(&anyone).await;
    namesakes_are_told_apart(&anyone).await;
    the_best_answer_comes_first(&anyone).await;
    old_codes_lead_on(&network, &anyone).await;
    loading_again_changes_nothing(&network, &anyone).await;
}

async fn count(anyone: &User<'_>, filter: &str) -> i64 {
    let answer = anyone.ask(&format!("{{ territories(filter: {filter}, first: 0) {{ totalCount }} }}")).await;
    answer.at("/territories/totalCount").as_i64().unwrap()
}

async fn every_level_is_complete(anyone: &User<'_>) {
    let levels = [("COUNTRY", 1), ("REGION", 26), ("DEPARTMENT", 109), ("EPCI", 1_255), ("COMMUNE", 34_969)];
    for (level, expected) in levels {
        assert_eq!(count(anyone, &format!("{{kinds: [{level}]}}")).await, expected, "{level}");
    }
    assert_eq!(count(anyone, "{}").await, 36_360);
}

async fn a_region_knows_all_it_contains(network: &Network, anyone: &User<'_>) {
    let (answer, statements) = network.statements(anyone.ask_with(REGION, json!({ "code": "52" }))).await;
    assert_eq!(answer.text("/territory/territory/name"), "Pays de la Loire");
    assert_eq!(answer.each("/territory/territory/ancestors", "/name"), ["France"]);
    assert_eq!(answer.at("/territory/territory/communes/totalCount"), 1_228);
    // Those that lie in the région as a whole: an EPCI across its border lies in the country only.
    assert_eq!(answer.at("/territory/territory/epci/totalCount"), 67);
    assert_eq!(answer.at("/territory/territory/descendants/totalCount"), 5 + 67 + 1_228);
    // The région, its ancestors, a page and a count of each list: whatever they hold.
    assert_eq!(statements, 8);
}

async fn an_island_overseas_lies_in_its_region(anyone: &User<'_>) {
    let answer = anyone.ask_with(REGION, json!({ "code": "04" })).await;
    assert_eq!(answer.text("/territory/territory/name"), "La Réunion");
    assert_eq!(answer.at("/territory/territory/population"), 889_679);
    assert_eq!(answer.at("/territory/territory/communes/totalCount"), 24);
    let answer = anyone
        .ask(
            r#"{ territory(by: {code: {kind: COMMUNE, code: "97411"}}) {
        territory { name ancestors { name kind } } } }"#,
        )
        .await;
    assert_eq!(answer.text("/territory/territory/name"), "Saint-Denis");
    let above = answer.each("/territory/territory/ancestors", "/kind");
    assert_eq!(above, ["COUNTRY", "REGION", "DEPARTMENT", "EPCI"]);
}

async fn a_commune_may_have_no_epci(anyone: &User<'_>) {
    let answer = anyone
        .ask(
            r#"{ territory(by: {code: {kind: COMMUNE, code: "85113"}}) {
        territory { name epci { name } ancestors { name } } } }"#,
        )
        .await;
    assert!(answer.at("/territory/territory/epci").is_null());
    let above = answer.each("/territory/territory/ancestors", "/name");
    assert_eq!(above, ["France", "Pays de la Loire", "Vendée"]);
}

async fn namesakes_are_told_apart(anyone: &User<'_>) {
    let answer = anyone
        .ask(
            r#"{ territories(filter: {search: "sainte colombe", kinds: [COMMUNE]}, first: 100) {
        nodes { name department { code } } } }"#,
        )
        .await;
    let names = answer.each("/territories/nodes", "/name");
    assert_eq!(names.iter().filter(|name| *name == "Sainte-Colombe").count(), 12);
    assert!(names.iter().take(12).all(|name| name == "Sainte-Colombe"), "{names:?}");
    let mut departments = answer.each("/territories/nodes", "/department/code");
    departments.truncate(12);
    departments.sort();
    departments.dedup();
    assert_eq!(departments.len(), 12);
}

async fn the_best_answer_comes_first(anyone: &User<'_>) {
    let answer = anyone
        .ask(
            r#"{ territories(filter: {search: "saint-etienne", kinds: [COMMUNE]}, first: 100) {
        nodes { name } } }"#,
        )
        .await;
    let names = answer.each("/territories/nodes", "/name");
    let place = |name: &str| names.iter().position(|other| other == name).unwrap();
    assert_eq!(place("Saint-Étienne"), 0);
    assert!(place("Saint-Étienne-du-Rouvray") < place("Saint-Étienne-de-Montluc"));
    assert!(place("Saint-Étienne-de-Montluc") < place("Gancourt-Saint-Étienne"));
}

async fn old_codes_lead_on(network: &Network, anyone: &User<'_>) {
    let mut sql = maillage::db::Sql::new("select count(*) from territory_alias where reason <> 'FORMER'");
    sql.push(" union all select count(*) from territory_alias order by 1");
    let rows = sql.all(network.db.reader()).await.unwrap();
    let counts: Vec<i64> = rows.into_iter().map(|mut row| row.take().unwrap()).collect();
    assert_eq!(counts, [2_621, 4_869]);
    let answer = anyone
        .ask(
            r#"{ territory(by: {code: {kind: COMMUNE, code: "75110"}}) {
        territory { name } alias { name reason } } }"#,
        )
        .await;
    assert_eq!(answer.text("/territory/territory/name"), "Paris");
    assert_eq!(answer.text("/territory/alias/name"), "Paris 10e Arrondissement");
}

async fn loading_again_changes_nothing(network: &Network, anyone: &User<'_>) {
    maillage::reference::load_shipped(&network.db).await.unwrap();
    assert_eq!(count(anyone, "{}").await, 36_360);
}
