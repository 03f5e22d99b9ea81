use entity::TerritoryKind::{Commune, Region};
use serde_json::{Value, json};

use super::needs::{figures, table};
use super::seed::Seed;
use crate::harness::Network;

/// Hidden rows of one member in a year, on five organisations.
async fn hidden(network: &Network, seed: Seed, count: usize) {
    let structures = network.structures(5).await;
    let seeds: Vec<Seed> = (0..count)
        .map(|at| Seed { intensity: if at % 2 == 0 { 5 } else { 2 }, ..seed.about(structures[at % 5]) })
        .collect();
    network.seed(&seeds).await;
}

fn number(figure: &Value, part: &str) -> f64 {
    figure[part].as_f64().unwrap_or_else(|| panic!("no {part}: {figure}"))
}

#[tokio::test]
async fn a_member_reads_a_series_and_its_changes_from_protected_cells() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Region, "52")).await;
    hidden(&network, Seed { day: "2026-05-02", ..Seed::hidden(member) }, 10).await;
    hidden(&network, Seed { day: "2027-05-02", ..Seed::hidden(member) }, 60).await;
    hidden(&network, Seed { day: "2028-01-02", ..Seed::hidden(member) }, 62).await;
    network.cut().await;
    let series = r#"by: [YEAR], filter: {from: "2026-01", to: "2028-12"}, measures: [OBSERVATIONS, CHANGE]"#;
    let answer = network.analyst().await.ask(&table(series)).await;
    let [first, second, third] = ["2026", "2027", "2028"].map(|year| figures(&answer, &[year]));
    assert_eq!(first[1]["status"], "FEW", "nothing is known of the year before");
    let grown = number(&second[0], "value") - number(&first[0], "value");
    assert_eq!((number(&second[1], "value"), &second[1]["status"]), (grown, &"OK".into()));
    assert!((grown - 50.0).abs() < number(&second[1], "margin"), "{grown}");
    assert_eq!((&second[1]["hidden"], &second[1]["hiddenKind"]), (&Value::Null, &"PROTECTED".into()));
    let same = third[0]["value"] == second[0]["value"];
    let flags = if same { json!(["PROVISIONAL"]) } else { json!(["NOT_SIGNIFICANT", "PROVISIONAL"]) };
    assert_eq!(third[1]["flags"], flags, "two more lie within the margin of rounding");
}

#[tokio::test]
async fn a_period_that_was_not_over_at_the_cut_is_provisional() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.seed(&[Seed::of(member)]).await;
    network.cut().await;
    let reader = network.analyst().await;
    let provisional = json!(["PROVISIONAL"]);
    let flags = async |arguments: &str, keys: &[&str]| {
        let answer = reader.ask(&table(&format!("{arguments}, measures: [OBSERVATIONS]"))).await;
        let said = answer.each("/needs/notes", "/code").contains(&"PROVISIONAL".to_owned());
        (figures(&answer, keys)[0]["flags"].clone(), said)
    };
    let years = r#"by: [YEAR], filter: {from: "2027-01", to: "2028-12"}"#;
    assert_eq!(flags(years, &["2027"]).await, (json!([]), true));
    assert_eq!(flags(years, &["2028"]).await, (provisional.clone(), true));
    let months = |to: &str| format!("by: [], filter: {{from: \"2027-01\", to: \"{to}\"}}");
    assert_eq!(flags(&months("2028-01"), &[]).await, (json!([]), false));
    assert_eq!(flags(&months("2028-02"), &[]).await, (provisional.clone(), true));
    assert_eq!(flags("by: []", &[]).await, (json!([]), false), "all of time is no period that ends");
    network.wait(chrono::TimeDelta::days(2));
    assert_eq!(flags(&months("2028-02"), &[]).await, (provisional, true), "the cut is still of February");
    network.cut().await;
    assert_eq!(flags(&months("2028-02"), &[]).await, (json!([]), false));
}

#[tokio::test]
async fn the_change_of_the_same_contributors_leaves_newcomers_out() {
    let network = Network::new().await;
    let (old, new) = (network.member("DLA 44").await, network.member("DLA 49").await);
    let seed = |member, day| Seed { day, ..Seed::of(member) };
    let mut seeds = vec![seed(old, "2026-03-01"), seed(old, "2027-03-01"), seed(old, "2027-04-01")];
    seeds.extend([seed(new, "2027-05-01"); 4]);
    network.seed(&seeds).await;
    let series = r#"by: [YEAR], filter: {from: "2026-01", to: "2027-12"}, contributor: MINE, measures: [CHANGE_SAME_CONTRIBUTORS]"#;
    let shared = series.replace("contributor: MINE, ", "");
    let all = network.analyst().await.ask(&table(&shared)).await;
    assert_eq!(figures(&all, &["2027"])[0]["value"], 1.0, "four rows of the newcomer do not count");
    let own = network.advisor(new).await.ask(&table(series)).await;
    assert_eq!(figures(&own, &["2027"])[0]["value"], 0.0, "nobody reported in both periods");
}

#[tokio::test]
async fn shares_with_a_hidden_part_come_from_protected_counts_and_tell_no_other_number() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    hidden(&network, Seed::hidden(member), 60).await;
    hidden(&network, Seed { theme: "mecenat", ..Seed::hidden(member) }, 20).await;
    network.seed(&[Seed { intensity: 5, ..Seed::of(member) }; 10]).await;
    network.cut().await;
    let measures = "by: [THEME], measures: [OBSERVATIONS, INTENSITY, SHARE, CONTRIBUTORS]";
    let answer = network.analyst().await.ask(&table(measures)).await;
    let (own, all) = (figures(&answer, &["subventions"]), figures(&answer, &["_T"]));
    let intensity = number(&own[1], "value");
    assert!(intensity % 5.0 == 0.0 && (intensity - 40.0 / 0.7).abs() <= number(&own[1], "margin") + 2.5);
    assert!(number(&own[1], "hidden") % 5.0 == 0.0, "a share of the hidden part, not a count");
    let share = (100.0 * number(&own[0], "value") / number(&all[0], "value")).round();
    assert!((number(&own[2], "value") - share).abs() < 0.1);
    for measure in [2, 3] {
        let shown = (&own[measure]["hidden"], &own[measure]["hiddenKind"]);
        assert_eq!(shown, (&Value::Null, &"PROTECTED".into()), "{own}");
    }
    let csv = format!("{{ needs({measures}) {{ csv }} }}");
    let csv = network.analyst().await.ask(&csv).await;
    let line = csv
        .text("/needs/csv")
        .lines()
        .find(|line| line.starts_with("subventions;") && line.contains(";share;"));
    assert_eq!(line.unwrap().split(';').nth(8), Some("m"), "{line:?}");
}

#[tokio::test]
async fn organisations_of_both_parts_may_be_the_same_and_the_table_says_so() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(10).await;
    let both =
        structures.iter().flat_map(|id| [Seed::hidden(member).about(*id), Seed::of(member).about(*id)]);
    network.seed(&both.collect::<Vec<_>>()).await;
    network.cut().await;
    let reader = network.analyst().await.in_english();
    let answer = reader.ask(&table("by: [], measures: [ORGANISATIONS]")).await;
    assert_eq!(figures(&answer, &[])[0]["flags"], json!(["LOW_RELIABILITY"]));
    let codes = answer.each("/needs/notes", "/code");
    assert!(codes.contains(&"OVERLAP".to_owned()), "{codes:?}");
    let exact = reader.ask(&table("by: [COMMUNE], filter: {territories: [{code: {kind: DEPARTMENT, code: \"44\"}}]}, measures: [ORGANISATIONS]")).await;
    assert!(!exact.each("/needs/notes", "/code").contains(&"OVERLAP".to_owned()));
}

#[tokio::test]
async fn territories_that_overlap_are_answered_from_the_visible_part_each_row_once() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let reze = Seed::of(member).at(Commune, "44185");
    network.seed(&[reze, Seed::of(member).at(Commune, "35236"), Seed::hidden(member)]).await;
    network.cut().await;
    let overlap = r#"by: [], filter: {territories: [{code: {kind: DEPARTMENT, code: "44"}},
        {code: {kind: EPCI, code: "243500741"}}]}, measures: [OBSERVATIONS]"#;
    let answer = network.analyst().await.in_english().ask(&table(overlap)).await;
    let own = &figures(&answer, &[])[0];
    assert_eq!((&own["value"], &own["hiddenKind"]), (&2.0.into(), &"LEFT_ASIDE".into()));
    let notes = answer.each("/needs/notes", "/text");
    assert!(notes.iter().any(|note| note.contains("territories of the filter overlap")), "{notes:?}");
}

#[tokio::test]
async fn the_public_reads_as_csv_what_it_reads_as_a_table() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    hidden(&network, Seed { visibility: "NETWORK", ..Seed::of(member) }, 20).await;
    network.seed(&[Seed { visibility: "PUBLIC", theme: "mecenat", ..Seed::of(member) }]).await;
    network.cut().await;
    let by = "by: [THEME], measures: [OBSERVATIONS]";
    let drawn = network.anonymous().ask(&table(by)).await;
    let csv = network.anonymous().ask(&format!("{{ needs({by}) {{ csv }} }}")).await;
    let lines: Vec<&str> = csv.text("/needs/csv").lines().collect();
    let shown = number(&figures(&drawn, &["subventions"])[0], "hidden");
    let start = format!("subventions;Subventions;observations;observation;OK;;{shown};0;{shown};");
    assert!(lines.iter().any(|line| line.starts_with(&start)), "{lines:?}");
    assert!(lines.contains(&"mecenat;Mécénat;observations;observation;FEW;;s;1;s;0"), "{lines:?}");
}

#[tokio::test]
async fn the_sample_follows_the_filters_of_the_table_and_speaks_by_domain() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(2).await;
    network.seed(&[Seed::hidden(member).about(structures[0])]).await;
    let sector = maillage::reference::term_id("sector", "2012+filieres-1", "theatre");
    let id = sector.0.simple();
    let set = if network.db.is_embedded() {
        format!("main_sector_id = x'{id}'")
    } else {
        format!("main_sector_id = '{id}'")
    };
    network.assign("structure", &set).await;
    let advisor = network.advisor(member).await;
    for (filter, observed) in [
        (r#"themes: ["financements"]"#, 1),
        (r#"themes: ["mecenat"]"#, 0),
        (r#"sectors: ["PERFORMING_ARTS"]"#, 1),
        (r#"methods: ["entretien"]"#, 1),
        (r#"methods: ["questionnaire"]"#, 0),
        ("statuses: [MET]", 0),
    ] {
        let document = format!(
            "{{ needs(by: [], contributor: MINE, filter: {{{filter}}}) {{ sample {{ by code directory observed }} }} }}"
        );
        let answer = advisor.ask(&document).await;
        let first = answer.at("/needs/sample/0");
        assert_eq!(
            *first,
            json!({"by": "SECTOR", "code": "PERFORMING_ARTS", "directory": 2, "observed": observed}),
            "{filter}"
        );
    }
}
