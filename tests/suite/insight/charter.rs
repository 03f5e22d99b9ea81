use entity::TerritoryKind::Region;
use serde_json::json;

use super::needs::{figures, table};
use super::seed::Seed;
use crate::harness::{Network, User};

const UPDATE: &str = "mutation($input: UpdateNetworkSettingsInput!) { updateNetworkSettings(input: $input) \
                      { settings { version } userErrors { code message } } }";

async fn set(administrator: &User<'_>, version: i32, least: u32) {
    let input = json!({ "input": { "expectedVersion": version, "minOrganisations": least } });
    let answer = administrator.ask_with(UPDATE, input).await;
    assert_eq!(answer.mistakes("updateNetworkSettings"), [""; 0]);
}

#[tokio::test]
async fn a_threshold_moved_up_and_down_changes_no_figure_before_the_next_cut() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.reports(member, (Region, "52")).await;
    let structures = network.structures(4).await;
    let seeds: Vec<Seed> = (0..8).map(|at| Seed::hidden(member).about(structures[at % 4])).collect();
    network.seed(&seeds).await;
    network.cut().await;
    let (administrator, reader) = (network.administrator().await, network.analyst().await);
    let document = table("by: [], measures: [OBSERVATIONS]");
    let status = async || {
        let answer = reader.ask(&document).await;
        figures(&answer, &[])[0]["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status().await, "OK");
    for (version, least) in [(0, 5), (1, 4), (2, 5)] {
        set(&administrator, version, least).await;
        assert_eq!(status().await, "OK", "{least} organisations, set since the cut");
    }
    network.cut().await;
    assert_eq!(status().await, "FEW");
    set(&administrator, 3, 3).await;
    assert_eq!(status().await, "FEW", "the cut froze five");
    let mut server = network;
    server.figures = maillage::insight::figures::Figures::default();
    let answer = server.analyst().await.ask(&document).await;
    assert_eq!(figures(&answer, &[])[0]["status"], "FEW", "another server reads the same charter");
}
