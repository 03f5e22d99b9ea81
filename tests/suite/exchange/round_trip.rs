use maillage::exchange::export::{Form, OBSERVATIONS, Records, STRUCTURES, Sheet};
use maillage::exchange::import_run::SHIPPED;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::ways::ASSOCIATIONS;
use crate::harness::{Network, User};

/// All records that somebody sees, as a file.
async fn exported(user: &User<'_>, records: &'static Records, form: Form) -> String {
    let answer = user.ask_with(records.document, json!({ "after": null })).await;
    let nodes = answer.at(&format!("{}/nodes", records.connection)).as_array().unwrap().clone();
    let mut file = Vec::new();
    let mut sheet = Sheet::begin(records, form, &mut file).unwrap();
    for node in &nodes {
        sheet.add(node).unwrap();
    }
    sheet.finish().unwrap();
    String::from_utf8(file).unwrap()
}

/// The shipped mapping of exports, for records known by their key in the system and the source they came from.
fn back() -> String {
    let (_, text) = SHIPPED.iter().find(|(name, _)| *name == "maillage-structures").unwrap();
    let origin = "system = \"annuaire\"\n\
        external_id = [{ column = \"external_references\", transforms = [{ after = \"annuaire:\" }] }]\n\
        [authorisation]\nbasis = \"OPEN_DATA\"\nsource = \"Annuaire d'essai\"\nlicence = \"etalab-2.0\"\n";
    text.replace("system = \"maillage\"\n", origin).replace("external_id = [{ column = \"id\" }]\n", "")
}

fn rows() -> impl Strategy<Value = String> {
    let text = "[=+@'\"a-zé;|#-][ a-zÉœ’=\"';,#-]{0,20}[a-z]";
    let sector = prop_oneof![Just(""), Just("Théâtre"), Just("Danse/Théâtre")];
    let place = prop_oneof![Just(";44"), Just("Nantes;44"), Just("Saint-Nazaire;44"), Just(";")];
    let row =
        (text, prop::option::of(1850..2027_i32), sector, place).prop_map(|(name, year, sector, place)| {
            let (name, year) =
                (name.replace('"', "\"\""), year.map(|year: i32| year.to_string()).unwrap_or_default());
            format!("\"{name}\";;{year};{sector};356000000;{place}")
        });
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let numbered = rows.iter().enumerate().map(|(number, row)| format!("{number};{row}\n"));
        format!("{}{}", super::ways::HEADER, numbered.collect::<String>())
    })
}

#[test]
fn what_is_exported_and_imported_again_is_unchanged() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&rows(), |file| {
        runtime.block_on(async {
            let network = Network::new().await;
            let member = network.member("Pôle").await;
            let ana = network.coordinator(member).await;
            let made = ana.import_file(&file, ASSOCIATIONS).await;
            let outcomes = made.verdicts();
            prop_assert!(outcomes.iter().all(|outcome| outcome.ends_with("CREATED")), "{outcomes:?}");
            let copy = exported(&ana, &STRUCTURES, Form::Csv { mark: false }).await;
            let again = ana.import_file(&copy, &back()).await;
            prop_assert_eq!(again.verdicts().len(), outcomes.len());
            let changed: Vec<_> =
                again.verdicts().into_iter().filter(|told| !told.ends_with("UNCHANGED")).collect();
            prop_assert!(changed.is_empty(), "{changed:?} in {copy}");
            Ok(())
        })
    });
    outcome.unwrap();
}

#[tokio::test]
async fn another_network_takes_an_export_by_the_shipped_mapping() {
    let (from, to) = (Network::new().await, Network::new().await);
    let ana = from.coordinator(from.member("Un").await).await;
    ana.import("1;=Trempo;trempo.com;1990;Danse/Théâtre;356000000;Nantes;44\n").await;
    let file = exported(&ana, &STRUCTURES, Form::Csv { mark: true }).await;
    assert!(file.starts_with('\u{feff}') && file.contains(";'=Trempo;"), "{file}");
    let bob = to.coordinator(to.member("Deux").await).await;
    assert_eq!(bob.import_file(&file, "maillage-structures").await.verdicts(), ["2:CREATED"]);
    let copy = exported(&bob, &STRUCTURES, Form::Csv { mark: true }).await;
    let fields = |file: &str| {
        file.lines().nth(1).unwrap().split(';').skip(2).take(21).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(fields(&copy), fields(&file));
}

#[tokio::test]
async fn everybody_exports_what_everybody_sees() {
    let network = Network::new().await;
    let ana = network.coordinator(network.member("Un").await).await;
    let input = json!({ "statement": "Un lieu", "method": "entretien", "formulation": "expressed",
        "mainTheme": "financements", "observedOn": "2027-01-15", "intensity": 3,
        "territory": { "code": { "kind": "COMMUNE", "code": "44109" } } });
    let create = "mutation($input: CreateObservationInput!) { createObservation(input: $input) { userErrors { code } } }";
    ana.ask_with(create, json!({ "input": input })).await;
    let lines = async |user: &User<'_>| exported(user, &OBSERVATIONS, Form::Ndjson).await.lines().count();
    assert_eq!((lines(&ana).await, lines(&network.anonymous()).await), (1, 0));
    let mine = exported(&ana, &OBSERVATIONS, Form::Ndjson).await;
    let record: Value = serde_json::from_str(&mine).unwrap();
    assert_eq!(
        (record["statement"].as_str(), record["territory"]["code"].as_str()),
        (Some("Un lieu"), Some("44109"))
    );
}
