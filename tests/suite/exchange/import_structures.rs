use super::ways::count;
use crate::harness::Network;

const THREE: &str = "1;Le Lieu Unique;lelieuunique.com;2000;Théâtre;356000000;NANTES;44\n\
                     2;Stereolux;;2011-09-22;Danse/Théâtre;;Saint-Nazaire CEDEX;44\n\
                     3;;;;;;;\n";

const STRUCTURES: &str = "{ structures(first: 5) { nodes { name creationYear web mainSector { code } \
    otherSectors { code } territory { code } identifiers { value source } } } }";

#[tokio::test]
async fn a_coordinator_imports_rows_and_learns_the_verdict_on_each() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let answer = ana.import(THREE).await;
    assert_eq!(answer.verdicts(), ["2:CREATED", "3:CREATED", "4:REJECTED"]);
    assert_eq!(answer.text("/importStructures/report/verdicts/2/notes/0/code"), "REQUIRED_EMPTY");
    assert_eq!(answer.at("/importStructures/report/stats/rejected"), 1);
    let found = ana.ask(STRUCTURES).await;
    assert_eq!(found.each("/structures/nodes", "/name"), ["Le Lieu Unique", "Stereolux"]);
    assert_eq!(found.each("/structures/nodes", "/territory/code"), ["44109", "44184"]);
    assert_eq!(found.each("/structures/nodes", "/mainSector/code"), ["theatre", "danse"]);
    assert_eq!(found.each("/structures/nodes", "/creationYear"), ["2000", "2011"]);
    assert_eq!(found.text("/structures/nodes/0/web/0"), "https://lelieuunique.com");
    assert_eq!(found.text("/structures/nodes/0/identifiers/0/source"), "Annuaire d'essai");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_leaves_no_trail() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    ana.import(THREE).await;
    let before = (count(&network, "change_event").await, count(&network, "field_change").await);
    let again = ana.import(THREE).await;
    assert_eq!(again.verdicts(), ["2:UNCHANGED", "3:UNCHANGED", "4:REJECTED"]);
    assert_eq!(again.at("/importStructures/report/resumedBehind"), &serde_json::Value::Null);
    assert_eq!((count(&network, "change_event").await, count(&network, "field_change").await), before);
    assert_eq!(count(&network, "authorisation").await, 1);
}

#[tokio::test]
async fn a_changed_row_updates_its_record_and_a_rejected_one_leaves_it_as_it_was() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    ana.import(THREE).await;
    let rows = "1;Le Lieu Unique;;1999;;;Nantes;44\n2;;;;;;;\n";
    let answer = ana.import(rows).await;
    assert_eq!(answer.verdicts(), ["2:UPDATED", "3:REJECTED"]);
    let found = ana.ask(STRUCTURES).await;
    assert_eq!(found.each("/structures/nodes", "/creationYear"), ["1999", "2011"]);
    assert_eq!(
        found.text("/structures/nodes/0/web/0"),
        "https://lelieuunique.com",
        "an empty cell clears nothing"
    );
    assert_eq!(found.text("/structures/nodes/1/name"), "Stereolux");
}

#[tokio::test]
async fn a_dry_run_gives_the_same_verdicts_and_writes_nothing() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let twice = format!("{THREE}1;Le Lieu Unique;;;;;;\n1;Le Lieu;;;;;;\n");
    let dry = ana.try_import(&twice).await;
    for table in ["structure", "import_run", "audit_entry", "authorisation"] {
        assert_eq!(count(&network, table).await, 0, "{table}");
    }
    assert_eq!(dry.at("/importStructures/report/run"), &serde_json::Value::Null);
    let wet = ana.import(&twice).await;
    assert_eq!(dry.verdicts(), wet.verdicts());
    assert_eq!(wet.verdicts()[3..], ["5:UNCHANGED", "6:UPDATED"]);
}

#[tokio::test]
async fn a_row_that_fails_a_check_is_written_with_its_warning() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await.in_english();
    let answer = ana.import("1;Trempo;;;;356000001;Trifouilly;44\n").await;
    let notes = answer.each("/importStructures/report/verdicts/0/notes", "/code");
    assert_eq!(notes, ["TERRITORY_WIDENED", "CHECK_DIGIT_FAILED"]);
    let message = answer.text("/importStructures/report/verdicts/0/notes/1/message");
    assert_eq!(message, "The check digit of “356000001” is wrong.");
    assert_eq!(answer.at("/importStructures/report/stats/warned"), 1);
}

#[tokio::test]
async fn another_member_may_not_write_over_what_one_brought() {
    let network = Network::new().await;
    let (first, second) = (network.member("Un").await, network.member("Deux").await);
    network.coordinator(first).await.import(THREE).await;
    let stranger = network.coordinator(second).await;
    let answer = stranger.import("1;Autre nom;;;;;;\n").await;
    assert_eq!(answer.verdicts(), ["2:REJECTED"]);
    assert_eq!(answer.text("/importStructures/report/verdicts/0/notes/0/code"), "NOT_ALLOWED");
    let runs = stranger.ask("{ importRuns { totalCount nodes { id fileName stats { rejected } } } }").await;
    assert_eq!(runs.at("/importRuns/totalCount"), 1);
    assert_eq!(runs.at("/importRuns/nodes/0/stats/rejected"), 1);
}

#[tokio::test]
async fn an_analyst_may_not_import_and_nobody_unknown_is_asked_in() {
    let network = Network::new().await;
    let analyst = network.analyst().await;
    assert_eq!(analyst.import(THREE).await.mistakes("importStructures"), ["NOT_ALLOWED"]);
    let runs = analyst.ask("{ importRuns { totalCount } }").await;
    assert_eq!(runs.at("/importRuns/totalCount"), 0);
    assert_eq!(network.anonymous().import(THREE).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_import_is_found_again_by_its_id_by_its_own_member_only() {
    let network = Network::new().await;
    let (first, second) = (network.member("Un").await, network.member("Deux").await);
    let ana = network.coordinator(first).await;
    let answer = ana.import(THREE).await;
    let id = answer.text("/importStructures/report/run/id");
    let document = format!("{{ node(id: \"{id}\") {{ ... on ImportRun {{ fileName lastRow }} }} }}");
    assert_eq!(ana.ask(&document).await.at("/node/lastRow"), 4);
    let stranger = network.advisor(second).await;
    assert_eq!(stranger.ask(&document).await.at("/node"), &serde_json::Value::Null);
}
