use maillage::network::charter::pending;
use serde_json::json;

use super::people::{WHO, input};
use crate::harness::{Answer, Network, User};

const PUBLISH: &str = "mutation ($input: PublishCharterInput!) { publishCharter(input: $input) { \
     charter { id version } userErrors { code field } } }";
const ACCEPT: &str = "mutation ($input: AcceptCharterInput!) { acceptCharter(input: $input) { \
     charter { version } userErrors { code field } } }";

async fn publish(user: &User<'_>) -> Answer {
    user.ask_with(PUBLISH, input(json!({ "textFr": "Nous partageons.", "textEn": "We share." }))).await
}

async fn accept(user: &User<'_>, published: &Answer) -> Answer {
    let id = published.text("/publishCharter/charter/id");
    user.ask_with(ACCEPT, input(json!({ "charter": id }))).await
}

#[tokio::test]
async fn a_coordinator_accepts_the_charter_for_its_structure() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let (coordinator, advisor) = (network.coordinator(mine).await, network.advisor(mine).await);
    let published = publish(&network.administrator().await).await;
    assert_eq!(advisor.ask(WHO).await.at("/viewer/charterToAccept/version"), 2);
    for _ in 0..2 {
        assert!(accept(&coordinator, &published).await.mistakes("acceptCharter").is_empty());
    }
    assert!(advisor.ask(WHO).await.at("/viewer/charterToAccept").is_null());
    assert!(pending(network.db.reader(), mine).await.unwrap().is_none());
    assert_eq!(pending(network.db.reader(), other).await.unwrap().unwrap().version, 2);
}

#[tokio::test]
async fn a_new_version_is_accepted_anew_and_the_old_one_no_more() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let (coordinator, administrator) = (network.coordinator(member).await, network.administrator().await);
    let first = publish(&administrator).await;
    accept(&coordinator, &first).await;
    let second = publish(&administrator).await;
    assert_eq!(second.at("/publishCharter/charter/version"), 3);
    assert_eq!(pending(network.db.reader(), member).await.unwrap().unwrap().version, 3);
    assert_eq!(accept(&coordinator, &first).await.mistakes("acceptCharter"), ["NOT_FOUND"]);
    assert!(accept(&coordinator, &second).await.mistakes("acceptCharter").is_empty());
    let texts = network
        .anonymous()
        .ask("{ charter(version: 2) { version fr: text(lang: FR) en: text(lang: EN) } }")
        .await;
    assert_eq!((texts.text("/charter/fr"), texts.text("/charter/en")), ("Nous partageons.", "We share."));
}

#[tokio::test]
async fn others_neither_publish_nor_accept() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let administrator = network.administrator().await;
    let published = publish(&administrator).await;
    for user in [network.advisor(member).await, network.analyst().await] {
        assert_eq!(publish(&user).await.mistakes("publishCharter"), ["NOT_ALLOWED"]);
        assert_eq!(accept(&user, &published).await.mistakes("acceptCharter"), ["NOT_ALLOWED"]);
    }
    assert_eq!(publish(&network.coordinator(member).await).await.mistakes("publishCharter"), ["NOT_ALLOWED"]);
    assert_eq!(accept(&administrator, &published).await.mistakes("acceptCharter"), ["NOT_ALLOWED"]);
    assert_eq!(publish(&network.anonymous()).await.code(), "UNAUTHENTICATED");
}
