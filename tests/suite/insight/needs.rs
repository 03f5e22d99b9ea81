use entity::TerritoryKind::{Commune, Department, Region};
use serde_json::Value;

use super::seed::{Seed, text};
use crate::harness::{Answer, Network, User};

/// A table with all there is to read in its cells.
pub fn table(arguments: &str) -> String {
    format!(
        "{{ needs({arguments}) {{ audience hiddenCells {{ cells few }} leftOut {{ untilNextCut byStatus }} \
         cut {{ number }} notes {{ code text isWarning }} cells {{ ...all }} margins {{ ...all }} }} }} \
         fragment all on NeedsCell {{ coordinates {{ code label kind }} \
         figures {{ measure status flags value visible hidden hiddenKind margin range {{ from to }} }} }}"
    )
}

/// The figures of the cell with these codes, `_T` on a margin.
pub fn figures<'a>(answer: &'a Answer, codes: &[&str]) -> &'a Value {
    let cells = ["/needs/cells", "/needs/margins"].map(|list| answer.at(list).as_array().unwrap());
    let is_there = |cell: &&&Value| {
        let own = cell["coordinates"].as_array().unwrap().iter().map(|place| place["code"].as_str().unwrap());
        own.eq(codes.iter().copied())
    };
    let found = cells.into_iter().flatten().collect::<Vec<_>>();
    let cell = found.iter().find(is_there).unwrap_or_else(|| panic!("no cell {codes:?}"));
    &cell["figures"]
}

/// Status, value, visible and hidden part of the first measure of a cell.
fn figure(answer: &Answer, codes: &[&str]) -> (String, Option<f64>, Option<f64>, Option<f64>) {
    let first = &figures(answer, codes)[0];
    let status = first["status"].as_str().unwrap().to_owned();
    (status, first["value"].as_f64(), first["visible"].as_f64(), first["hidden"].as_f64())
}

fn few(visible: f64) -> (String, Option<f64>, Option<f64>, Option<f64>) {
    ("FEW".to_owned(), None, Some(visible), None)
}

/// A cell whose hidden part is shown: a multiple of five next to the true count.
fn assert_protected(answer: &Answer, codes: &[&str], visible: f64, hidden: f64) {
    let (status, value, seen, shown) = figure(answer, codes);
    let shown = shown.unwrap_or_else(|| panic!("no hidden part: {status}"));
    assert_eq!((status.as_str(), value, seen), ("OK", Some(visible + shown), Some(visible)));
    assert!(shown % 5.0 == 0.0 && (shown - hidden).abs() < 5.0, "{shown} for {hidden}");
}

/// Loire-Atlantique: two rows read by members and six hidden ones on four organisations about subsidies, one
/// hidden one about patronage; and one row of which only the région is known.
async fn pays_de_la_loire(network: &Network) -> User<'_> {
    let member = network.member("DLA 44").await;
    network.reports(member, (Region, "52")).await;
    let structures = network.structures(4).await;
    let mut seeds = vec![Seed::of(member), Seed::of(member), Seed::of(member).at(Region, "52")];
    seeds.extend([0, 1, 2, 3, 0, 1].map(|at| Seed::hidden(member).about(structures[at])));
    seeds.push(Seed { theme: "mecenat", ..Seed::hidden(member).about(structures[0]) });
    network.seed(&seeds).await;
    network.cut().await;
    network.coordinator(member).await
}

const BY_DEPARTMENT_AND_THEME: &str = r#"by: [DEPARTMENT, THEME], filter: {territories: [{code: {kind: REGION, code: "52"}}]}, measures: [OBSERVATIONS]"#;

#[tokio::test]
async fn a_member_reads_the_visible_part_exactly_and_the_hidden_one_protected() {
    let network = Network::new().await;
    let member = pays_de_la_loire(&network).await;
    let answer = member.ask(&table(BY_DEPARTMENT_AND_THEME)).await;
    assert_eq!(answer.text("/needs/audience"), "MEMBERS");
    assert_protected(&answer, &["44", "subventions"], 2.0, 6.0);
    assert_eq!(figure(&answer, &["44", "mecenat"]), few(0.0));
    assert_eq!(figure(&answer, &["_U", "subventions"]), few(1.0));
    assert_protected(&answer, &["_T", "_T"], 3.0, 7.0);
}

#[tokio::test]
async fn visible_cells_add_up_to_their_margins_what_is_not_located_included() {
    let network = Network::new().await;
    let member = pays_de_la_loire(&network).await;
    let answer = member.ask(&table(BY_DEPARTMENT_AND_THEME)).await;
    let cells = answer.at("/needs/cells").as_array().unwrap();
    let sum: f64 = cells.iter().map(|cell| cell["figures"][0]["visible"].as_f64().unwrap()).sum();
    assert_eq!(Some(sum), figure(&answer, &["_T", "_T"]).2);
    assert_eq!(figure(&answer, &["_U", "_T"]).2, Some(1.0));
    let few = cells.iter().filter(|cell| cell["figures"][0]["status"] == "FEW").count();
    assert_eq!(answer.at("/needs/hiddenCells/few"), few);
}

#[tokio::test]
async fn two_members_and_an_analyst_read_the_same_table() {
    let network = Network::new().await;
    let first = pays_de_la_loire(&network).await;
    let second = network.advisor(network.member("Ressource 49").await).await;
    let analyst = network.analyst().await;
    let document = table(BY_DEPARTMENT_AND_THEME);
    let read = first.ask(&document).await;
    assert_eq!(read.0, second.ask(&document).await.0);
    assert_eq!(read.0, analyst.ask(&document).await.0);
}

#[tokio::test]
async fn the_public_and_partners_meet_what_members_read_inside_protected_figures_only() {
    let network = Network::new().await;
    pays_de_la_loire(&network).await;
    let document = table(BY_DEPARTMENT_AND_THEME);
    let answer = network.anonymous().ask(&document).await;
    assert_eq!(answer.text("/needs/audience"), "PUBLIC");
    assert_protected(&answer, &["44", "subventions"], 0.0, 6.0);
    assert_protected(&answer, &["_T", "_T"], 0.0, 7.0);
    assert_eq!(answer.0, network.partner().await.ask(&document).await.0);
}

#[tokio::test]
async fn a_member_reads_its_own_rows_exactly_and_an_analyst_has_none() {
    let network = Network::new().await;
    let member = pays_de_la_loire(&network).await;
    let document = table("by: [THEME], contributor: MINE");
    let answer = member.ask(&document).await;
    assert_eq!(answer.text("/needs/audience"), "OWN");
    assert_eq!(figure(&answer, &["subventions"]), ("OK".to_owned(), Some(9.0), Some(9.0), None));
    assert_eq!(figure(&answer, &["mecenat"]).1, Some(1.0));
    assert_eq!(figure(&answer, &["tresorerie"]).0, "TRUE_ZERO");
    assert_eq!(network.analyst().await.ask(&document).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn withdrawn_rows_leave_at_the_next_cut() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Region, "52")).await;
    let structures = network.structures(4).await;
    let seeds: Vec<Seed> = (0..16).map(|at| Seed::hidden(member).about(structures[at % 4])).collect();
    let ids = network.seed(&seeds).await;
    network.cut().await;
    let reader = network.advisor(member).await;
    let document = table("by: [], measures: [OBSERVATIONS]");
    let before = reader.ask(&document).await;
    assert_protected(&before, &[], 0.0, 16.0);
    network.change(&ids[..8], "visibility = 'PRIVATE'").await;
    assert_eq!(
        figure(&reader.ask(&document).await, &[]),
        figure(&before, &[]),
        "until the cut nothing moves"
    );
    network.cut().await;
    assert_protected(&reader.ask(&document).await, &[], 0.0, 8.0);
}

#[tokio::test]
async fn a_copied_row_that_is_opened_to_members_counts_once() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(5).await;
    let seeds: Vec<Seed> = (0..10).map(|at| Seed::hidden(member).about(structures[at % 5])).collect();
    let ids = network.seed(&seeds).await;
    network.cut().await;
    network.change(&ids[..2], "visibility = 'NETWORK'").await;
    let reader = network.advisor(member).await;
    let document = table("by: [], measures: [OBSERVATIONS]");
    let before = reader.ask(&document).await;
    assert_protected(&before, &[], 0.0, 10.0);
    assert_eq!(before.at("/needs/leftOut/untilNextCut"), 2);
    network.cut().await;
    let after = reader.ask(&document).await;
    // Two of ten rows left a block of five organisations: too few changed for the hidden part to move.
    let (was, now) = (figure(&before, &[]), figure(&after, &[]));
    assert_eq!((now.1, now.2, now.3), (was.1, Some(2.0), was.3.map(|hidden| hidden - 2.0)));
    assert_eq!(after.at("/needs/leftOut/untilNextCut"), 0);
}

#[tokio::test]
async fn a_fresh_server_gives_the_same_figures() {
    let mut network = Network::new().await;
    let document = table(BY_DEPARTMENT_AND_THEME);
    let before = pays_de_la_loire(&network).await.ask(&document).await;
    network.figures = maillage::insight::figures::Figures::default();
    assert_eq!(network.analyst().await.ask(&document).await.0, before.0);
}

#[tokio::test]
async fn a_new_row_is_counted_at_once_and_a_table_costs_few_statements() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let reader = network.advisor(member).await;
    let document = table("by: [REGION, THEME_FAMILY]");
    assert_eq!(figure(&reader.ask(&document).await, &["52", "financements"]).2, Some(0.0));
    network.seed(&[Seed::of(member)]).await;
    let (answer, statements) = network.statements(reader.ask(&document)).await;
    assert_eq!(figure(&answer, &["52", "financements"]).2, Some(1.0));
    assert_eq!(statements, 2);
}

#[tokio::test]
async fn another_set_of_states_is_answered_from_the_visible_part_alone() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let met = Seed { status: "MET", ..Seed::of(member) };
    network.seed(&[met, Seed::of(member), Seed { status: "DISMISSED", ..met }, Seed::hidden(member)]).await;
    network.cut().await;
    let reader = network.advisor(member).await;
    let answer = reader.ask(&table("by: [], filter: {statuses: [MET]}")).await;
    assert_eq!(
        (figure(&answer, &[]).1, &figures(&answer, &[])[0]["hiddenKind"]),
        (Some(1.0), &"LEFT_ASIDE".into())
    );
    assert_eq!(answer.at("/needs/leftOut/byStatus"), 2);
    let dismissed = reader.ask(&table("by: [], filter: {statuses: [DISMISSED]}")).await;
    assert_eq!(figure(&dismissed, &[]).1, Some(1.0));
}

#[tokio::test]
async fn communes_and_contributors_show_the_visible_part_and_say_so() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.seed(&[Seed::of(member).at(Commune, "44143"), Seed::hidden(member)]).await;
    network.cut().await;
    let reader = network.advisor(member).await.in_english();
    let in_44 = r#"filter: {territories: [{code: {kind: DEPARTMENT, code: "44"}}]}"#;
    let answer = reader.ask(&table(&format!("by: [COMMUNE], {in_44}"))).await;
    assert_eq!(figures(&answer, &["44143"])[0]["hiddenKind"], "LEFT_ASIDE");
    assert_eq!(figure(&answer, &["44143"]).1, Some(1.0));
    let notes = answer.each("/needs/notes", "/text");
    assert!(
        notes.contains(&"The visible part alone answers: communes show it alone.".to_owned()),
        "{notes:?}"
    );
    let answer = reader.ask(&table("by: [CONTRIBUTOR]")).await;
    assert_eq!(answer.text("/needs/cells/0/coordinates/0/label"), "DLA 44");
    assert_eq!(answer.at("/needs/cells/0/figures/0/value"), 1.0);
}

#[tokio::test]
async fn notes_come_in_the_readers_language_and_always_warn_of_selection() {
    let network = Network::new().await;
    let fr = network.anonymous().ask(&table("by: []")).await;
    let en = network.anonymous().in_english().ask(&table("by: []")).await;
    assert!(fr.text("/needs/notes/0/text").starts_with("Les structures accompagnées se choisissent"));
    assert!(en.text("/needs/notes/0/text").starts_with("Accompanied structures select themselves"));
    assert_eq!(fr.each("/needs/notes", "/code"), en.each("/needs/notes", "/code"));
    assert!(fr.each("/needs/notes", "/code").contains(&"RULES".to_owned()));
}

#[tokio::test]
async fn a_series_needs_a_beginning_and_tells_the_change_of_what_is_visible() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Department, "44")).await;
    let seeds = ["2027-02-01", "2027-06-01", "2028-01-01"].map(|day| Seed {
        day,
        visibility: "PUBLIC",
        ..Seed::of(member)
    });
    network.seed(&seeds).await;
    let reader = network.advisor(member).await;
    assert_eq!(reader.ask(&table("by: [YEAR]")).await.code(), "BAD_USER_INPUT");
    let series = r#"by: [QUARTER], contributor: MINE, measures: [OBSERVATIONS, CHANGE], filter: {from: "2027-01", to: "2028-03"}"#;
    let answer = reader.ask(&table(series)).await;
    assert_eq!(figure(&answer, &["2027-Q1"]).1, Some(1.0));
    assert_eq!(figures(&answer, &["2027-Q3"])[1]["value"], -1.0);
    assert_eq!(figures(&answer, &["2028-Q1"])[1]["value"], 1.0);
    assert_eq!(figure(&answer, &["_T"]).1, Some(3.0));
}

#[tokio::test]
async fn measures_of_a_members_own_rows_are_those_of_the_rows() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(2).await;
    let seed = |at: usize| Seed {
        intensity: [1, 3, 4, 5, 5][at % 5],
        people: Some(10),
        ..Seed::hidden(member).about(structures[at % 2])
    };
    network.seed(&(0..10).map(seed).collect::<Vec<_>>()).await;
    let reader = network.advisor(member).await;
    let all = "by: [], contributor: MINE, measures: [OBSERVATIONS, ORGANISATIONS, CONTRIBUTORS, PEOPLE, INTENSITY, \
               MEAN_INTENSITY, MEDIAN_INTENSITY, SHARE, CHANGE]";
    let answer = reader.ask(&table(all)).await;
    let own = figures(&answer, &[]);
    let values: Vec<Option<f64>> = (0..9).map(|at| own[at]["value"].as_f64()).collect();
    let expected =
        [Some(10.0), Some(2.0), None, Some(100.0), Some(60.0), Some(3.6), Some(4.0), Some(100.0), None];
    assert_eq!(values, expected);
    assert_eq!((&own[2]["range"]["from"], &own[2]["range"]["to"]), (&1.into(), &2.into()));
    assert_eq!(own[4]["flags"], serde_json::json!(["LOW_RELIABILITY"]));
    assert_eq!(own[8]["status"], "NOT_APPLICABLE");
}

#[tokio::test]
async fn where_nobody_reports_nothing_observed_means_nothing() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Department, "44")).await;
    network.member("Silencieux").await;
    let reader = network.advisor(member).await;
    let document = "{ needs(by: [DEPARTMENT]) { coverage { reporting silent members { name reports } } \
                    cells { coordinates { code } figures { status } } } }";
    let answer = reader.ask(document).await;
    assert_eq!(figures_status(&answer, "44"), "FEW");
    assert_eq!(figures_status(&answer, "01"), "NOT_AVAILABLE");
    assert_eq!(answer.each("/needs/coverage/members", "/name"), ["DLA 44", "Silencieux"]);
    assert_eq!(
        (answer.at("/needs/coverage/reporting"), answer.at("/needs/coverage/silent")),
        (&1.into(), &1.into())
    );
    let public = network.anonymous().ask(document).await;
    assert!(public.at("/needs/coverage/members").is_null());
}

fn figures_status(answer: &Answer, code: &str) -> String {
    let cells = answer.at("/needs/cells").as_array().unwrap();
    let cell = cells.iter().find(|cell| cell["coordinates"][0]["code"] == code).unwrap();
    cell["figures"][0]["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_sample_stands_beside_the_directory() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(3).await;
    network.seed(&[Seed::hidden(member).about(structures[0])]).await;
    let document = "{ needs(by: [], contributor: MINE) { sample { by code directory observed } } }";
    let answer = network.advisor(member).await.ask(document).await;
    assert_eq!(answer.at("/needs/sample/0/directory"), 3);
    assert_eq!(answer.at("/needs/sample/0/observed"), 1);
    let shared = "{ needs(by: []) { sample { observed } } }";
    assert_eq!(network.advisor(member).await.ask(shared).await.at("/needs/sample/0/observed"), 0);
}

#[tokio::test]
async fn a_script_reads_the_table_as_csv_without_an_empty_figure() {
    let network = Network::new().await;
    let member = pays_de_la_loire(&network).await;
    let document = format!("{{ needs({BY_DEPARTMENT_AND_THEME}) {{ csv(bom: true) }} }}");
    let answer = member.ask(&document).await;
    let mut lines = answer.text("/needs/csv").split("\r\n");
    let header = "\u{feff}department_code;department_label;theme_code;theme_label;measure;unit;status;flags;value;visible;hidden;margin";
    assert_eq!(lines.next(), Some(header));
    let lines: Vec<&str> = lines.collect();
    let drawn = member.ask(&table(BY_DEPARTMENT_AND_THEME)).await;
    let shown = &figures(&drawn, &["44", "subventions"])[0];
    let [value, hidden, margin] = ["value", "hidden", "margin"].map(|name| shown[name].as_f64().unwrap());
    let line = format!(
        "44;Loire-Atlantique;subventions;Subventions;observations;observation;OK;;{value};2;{hidden};{margin}"
    );
    assert!(lines.contains(&line.as_str()), "{lines:?}");
    assert!(lines.contains(&"44;Loire-Atlantique;mecenat;Mécénat;observations;observation;FEW;;s;0;s;0"));
}

#[tokio::test]
async fn what_a_filter_cannot_mean_is_refused_in_words() {
    let network = Network::new().await;
    let user = network.anonymous();
    let cases = [
        r#"by: [], filter: {themes: ["inconnu"]}"#,
        r#"by: [], filter: {territories: [{code: {kind: REGION, code: "999"}}]}"#,
        "by: [], filter: {territories: []}",
        "by: [REGION, DEPARTMENT]",
        r#"by: [], filter: {from: "2028-02", to: "2028-01"}"#,
        "by: [], measures: []",
    ];
    for arguments in cases {
        let answer = user.ask(&table(arguments)).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{arguments}");
    }
    let unknown = user
        .ask(&table(&format!(
            r#"by: [], filter: {{contributors: ["{}"]}}"#,
            text(network.world.id::<entity::MemberId>())
        )))
        .await;
    assert_eq!(unknown.code(), "BAD_USER_INPUT");
}
