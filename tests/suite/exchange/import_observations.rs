use serde_json::{Value, json};

use super::ways::count;
use crate::harness::{Answer, Network, User};

const MAPPING: &str = r#"
kind = "observations"
system = "entretiens"
external_id = [{ column = "ref" }]

[authorisation]
basis = "OPEN_DATA"
source = "Entretiens publiés"
licence = "etalab-2.0"

[fields]
statement = { column = "besoin" }
method = { constant = "desk" }
formulation = { constant = "expressed" }
themes = { column = "thème", values = "themes", unmatched = "keep" }
observed_on = { column = "le", transforms = ["french_date"] }
intensity = { column = "force" }
source_key = { column = "entretien" }
source_kind = { constant = "entretien" }
verbatims = { column = "mots" }

[territory]
commune_code = { column = "commune" }

[observed_structure]
system = "annuaire"
external_id = { column = "structure" }
name = { column = "nom" }

[values.themes]
"Argent" = "financements"
"#;

const HEADER: &str = "ref;besoin;thème;le;force;entretien;mots;commune;structure;nom\n";
const TWO: &str = "1;Trouver un lieu;Argent;03/02/2027;4;E1;« Nous cherchons »;44109;1;\n\
                   2;Payer l'équipe;Argent;04/02/2027;5;E1;;44109;;Stereolux\n";

const IMPORT: &str = "mutation($input: ImportObservationsInput!) { importObservations(input: $input) { \
    report { stats { created updated unchanged rejected codes { code } } \
             verdicts { row outcome notes { code field } } } userErrors { code } } }";

async fn import(user: &User<'_>, rows: &str, visibility: &str) -> Answer {
    let content = json!({ "text": format!("{HEADER}{rows}") });
    let input =
        json!({ "content": content, "fileName": "e.csv", "mapping": MAPPING, "visibility": visibility });
    user.ask_with(IMPORT, json!({ "input": input })).await
}

fn outcomes(answer: &Answer) -> Vec<String> {
    answer.each("/importObservations/report/verdicts", "/outcome")
}

fn codes(answer: &Answer, row: usize) -> Vec<String> {
    answer.each(&format!("/importObservations/report/verdicts/{row}/notes"), "/code")
}

#[tokio::test]
async fn a_coordinator_brings_openly_licensed_observations_that_the_network_then_reads() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    ana.import("1;Le Lieu Unique;;;;;;\n2;Stereolux;;;;;;\n").await;
    let answer = import(&ana, TWO, "NETWORK").await;
    assert_eq!(outcomes(&answer), ["CREATED", "CREATED"]);
    assert_eq!((codes(&answer, 0).len(), codes(&answer, 1)), (0, vec!["STRUCTURE_BY_NAME".to_owned()]));
    let list = "{ observations { nodes { statement structure { name } mainTheme { code } territory { code } \
                verbatims { text } } } }";
    let found = network.analyst().await.ask(list).await;
    assert_eq!(found.each("/observations/nodes", "/structure/name"), ["Stereolux", "Le Lieu Unique"]);
    assert_eq!(found.each("/observations/nodes", "/territory/code"), ["44109", "44109"]);
    assert_eq!(found.each("/observations/nodes", "/mainTheme/code"), ["financements", "financements"]);
}

#[tokio::test]
async fn the_same_observations_again_change_nothing_and_share_one_source_and_one_authorisation() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    import(&ana, TWO, "NETWORK").await;
    let events = count(&network, "change_event").await;
    assert_eq!(outcomes(&import(&ana, TWO, "NETWORK").await), ["UNCHANGED", "UNCHANGED"]);
    assert_eq!(count(&network, "change_event").await, events);
    for (table, rows) in
        [("observation", 2), ("observation_source", 1), ("authorisation", 1), ("verbatim", 1)]
    {
        assert_eq!(count(&network, table).await, rows, "{table}");
    }
    let changed = TWO.replace("Trouver un lieu", "Garder son lieu");
    assert_eq!(outcomes(&import(&ana, &changed, "NETWORK").await), ["UPDATED", "UNCHANGED"]);
}

#[tokio::test]
async fn what_the_rules_refuse_is_rejected_row_by_row() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let rows = "1;Futur;Argent;01/03/2028;4;;;44109;;\n\
                2;Hors vocabulaire;Magie;03/02/2027;4;;;44109;;\n\
                3;Nulle part;Argent;03/02/2027;4;;;99999;;\n\
                4;Sans force;Argent;03/02/2027;;;;44109;;\n\
                5;Inconnue;Argent;03/02/2027;2;;;44109;999;\n";
    let answer = import(&ana, rows, "PRIVATE").await;
    assert_eq!(outcomes(&answer), ["REJECTED", "REJECTED", "REJECTED", "REJECTED", "CREATED"]);
    assert_eq!(codes(&answer, 0), ["IN_THE_FUTURE"]);
    assert_eq!(codes(&answer, 1), ["WRONG_TERM"]);
    assert_eq!(codes(&answer, 2), ["TERRITORY_UNKNOWN", "UNKNOWN_TERRITORY"]);
    assert_eq!(codes(&answer, 3), ["OUT_OF_RANGE"]);
    assert_eq!(codes(&answer, 4), ["STRUCTURE_UNKNOWN"]);
    assert_eq!(count(&network, "observation").await, 1);
}

#[tokio::test]
async fn an_advisor_brings_private_observations_only() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let advisor = network.advisor(member).await;
    let shared = import(&advisor, TWO, "NETWORK").await;
    assert_eq!(
        (outcomes(&shared), codes(&shared, 0).contains(&"NOT_ALLOWED".to_owned())),
        (vec!["REJECTED".to_owned(); 2], true)
    );
    assert_eq!(outcomes(&import(&advisor, TWO, "PRIVATE").await), ["CREATED", "CREATED"]);
    let found = network.analyst().await.ask("{ observations { totalCount } }").await;
    assert_eq!(found.at("/observations/totalCount"), &Value::from(0));
}

#[tokio::test]
async fn rows_without_a_key_are_known_by_file_and_row() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let mapping = MAPPING.replace("external_id = [{ column = \"ref\" }]", "");
    let content = json!({ "text": format!("{HEADER}{TWO}") });
    let input = json!({ "content": content, "fileName": "e.csv", "mapping": mapping });
    for outcome in ["CREATED", "UNCHANGED"] {
        let answer = ana.ask_with(IMPORT, json!({ "input": input })).await;
        assert_eq!(outcomes(&answer), [outcome, outcome]);
    }
}
