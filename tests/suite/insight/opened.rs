use super::needs::{figures, table};
use super::seed::Seed;
use crate::harness::{Answer, Network};

const TOTAL: &str = "by: [], measures: [OBSERVATIONS, ORGANISATIONS, PEOPLE]";

/// Value, visible and hidden part of a measure.
fn parts(answer: &Answer, measure: usize) -> (f64, f64, f64) {
    let own = &figures(answer, &[])[measure];
    let [value, visible, hidden] =
        ["value", "visible", "hidden"].map(|part| own[part].as_f64().unwrap_or(-1.0));
    (value, visible, hidden)
}

#[tokio::test]
async fn an_opened_row_counts_once_while_the_block_it_left_stands_still() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(6).await;
    let seed = |at: usize| Seed {
        people: Some(10),
        ..Seed::hidden(member).about(structures[at % structures.len()])
    };
    let ids = network.seed(&(0..30).map(seed).collect::<Vec<_>>()).await;
    network.cut().await;
    let reader = network.analyst().await;
    let before = reader.ask(&table(TOTAL)).await;
    // All five rows of one organisation: too few organisations changed for the block to move.
    let opened: Vec<_> = ids.iter().copied().step_by(6).collect();
    network.change(&opened, "visibility = 'NETWORK'").await;
    network.cut().await;
    let after = reader.ask(&table(TOTAL)).await;
    for (measure, brought) in [(0, 5.0), (1, 1.0), (2, 50.0)] {
        let ((was, _, hid), (value, visible, hidden)) = (parts(&before, measure), parts(&after, measure));
        assert_eq!((value, visible, hidden), (was, brought, hid - brought), "measure {measure}");
    }
    network.change(&opened, "visibility = 'PRIVATE'").await;
    let taken_back = reader.ask(&table(TOTAL)).await;
    assert_eq!(parts(&taken_back, 0), parts(&before, 0), "no longer readable: the block stands as it was");
}

#[tokio::test]
async fn a_row_that_moved_as_it_was_opened_counts_where_it_is_now() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(5).await;
    let seeds: Vec<Seed> = (0..20).map(|at| Seed::hidden(member).about(structures[at % 5])).collect();
    let ids = network.seed(&seeds).await;
    network.cut().await;
    let reader = network.analyst().await;
    let yearly = r#"by: [YEAR], filter: {from: "2027-01", to: "2028-12"}, measures: [OBSERVATIONS]"#;
    let before = reader.ask(&table(yearly)).await;
    // The tests' network has always the same keys; those of this row let figures count it once.
    network.change(&ids[2..3], "visibility = 'NETWORK', month = 202702").await;
    network.cut().await;
    let after = reader.ask(&table(yearly)).await;
    let hidden = |answer: &Answer, year: &str| figures(answer, &[year])[0]["hidden"].as_f64().unwrap();
    assert!((hidden(&after, "2028") - hidden(&before, "2028")).abs() < 0.1, "it is not read in that year");
    assert!((hidden(&after, "_T") - (hidden(&before, "_T") - 1.0)).abs() < 0.1, "but in both together");
    assert_eq!(figures(&after, &["2027"])[0]["visible"], 1.0);
}

#[tokio::test]
async fn a_row_made_public_waits_for_the_next_cut_before_the_public_reads_it() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let structures = network.structures(5).await;
    let seeds: Vec<Seed> = (0..10).map(|at| Seed::of(member).about(structures[at % 5])).collect();
    let ids = network.seed(&seeds).await;
    network.cut().await;
    let document = table("by: [], measures: [OBSERVATIONS]");
    let before = network.anonymous().ask(&document).await;
    network.change(&ids[..1], "visibility = 'PUBLIC'").await;
    let waiting = network.anonymous().ask(&document).await;
    assert_eq!(parts(&waiting, 0), parts(&before, 0));
    assert_eq!(waiting.at("/needs/leftOut/untilNextCut"), 1);
    let members = network.analyst().await.ask(&document).await;
    assert_eq!(
        (figures(&members, &[])[0]["visible"].as_f64(), members.at("/needs/leftOut/untilNextCut")),
        (Some(10.0), &0.into())
    );
    network.cut().await;
    let (value, visible, hidden) = parts(&network.anonymous().ask(&document).await, 0);
    let (was, _, hid) = parts(&before, 0);
    assert_eq!((value, visible, hidden), (was, 1.0, hid - 1.0));
}
