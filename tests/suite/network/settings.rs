use maillage::network::settings::{Thresholds, thresholds};
use serde_json::{Value, json};

use super::people::input;
use crate::harness::Network;

const UPDATE: &str = "mutation ($input: UpdateNetworkSettingsInput!) { updateNetworkSettings(input: $input) { \
     settings { minOrganisations minContributors minPersons minSensitivePersons version } \
     userErrors { code field values { name value } } } }";

fn change(version: i32, fields: Value) -> Value {
    let mut fields = fields;
    fields["expectedVersion"] = json!(version);
    input(fields)
}

#[tokio::test]
async fn an_administrator_makes_figures_stricter_and_never_looser_than_the_rule() {
    let network = Network::new().await;
    let administrator = network.administrator().await;
    let looser =
        json!({ "minOrganisations": 2, "minContributors": 0, "minPersons": 4, "minSensitivePersons": 10 });
    let refused = administrator.ask_with(UPDATE, change(0, looser)).await;
    assert_eq!(refused.mistakes("updateNetworkSettings"), ["OUT_OF_RANGE"; 4]);
    assert_eq!(thresholds(network.db.reader()).await.unwrap(), Thresholds::default());
    administrator.ask_with(UPDATE, change(0, json!({ "minContributors": 3 }))).await;
    let now = administrator.ask_with(UPDATE, change(1, json!({ "minOrganisations": 5 }))).await;
    assert_eq!(now.at("/updateNetworkSettings/settings/version"), 2);
    let expected = Thresholds { organisations: 5, contributors: 3, ..Thresholds::default() };
    assert_eq!(thresholds(network.db.reader()).await.unwrap(), expected);
    let late = administrator.ask_with(UPDATE, change(1, json!({}))).await;
    assert_eq!(late.mistakes("updateNetworkSettings"), ["VERSION_CONFLICT"]);
}

#[tokio::test]
async fn others_read_the_settings_and_change_nothing() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let read = network.anonymous().ask("{ networkSettings { minOrganisations version } }").await;
    assert_eq!(read.at("/networkSettings/minOrganisations"), 3);
    for user in [network.coordinator(member).await, network.analyst().await] {
        let answer = user.ask_with(UPDATE, change(0, json!({ "minPersons": 20 }))).await;
        assert_eq!(answer.mistakes("updateNetworkSettings"), ["NOT_ALLOWED"]);
    }
    let answer = network.anonymous().ask_with(UPDATE, change(0, json!({}))).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}
