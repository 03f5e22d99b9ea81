use chrono::{NaiveTime, TimeDelta};
use maillage::insight::cut;

use super::seed::Seed;
use crate::harness::Network;

#[tokio::test]
async fn a_cut_copies_what_is_hidden_and_counted_and_nothing_else() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let (hidden, read) = (Seed::hidden(member), Seed::of(member));
    network
        .seed(&[
            hidden,
            Seed { status: "MET", ..hidden },
            Seed { status: "DISMISSED", ..hidden },
            Seed { status: "DRAFT", visibility: "PRIVATE", ..read },
            Seed { visibility: "PRIVATE", ..read },
            Seed { visibility: "PUBLIC", ..read },
            read,
        ])
        .await;
    let made = network.cut().await;
    assert_eq!((made.number, made.facts, made.added, made.removed), (1, 3, 3, 0));
    let copied = "select count(*) from observation where cut_visibility in ('AGGREGATE_ONLY', 'NETWORK')";
    assert_eq!(network.number(copied).await, 3);
}

#[tokio::test]
async fn a_second_cut_of_the_same_rows_changes_nothing() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    network.seed(&[Seed::hidden(member), Seed::of(member)]).await;
    network.cut().await;
    let made = network.cut().await;
    assert_eq!((made.number, made.facts, made.added, made.removed), (2, 2, 0, 0));
}

#[tokio::test]
async fn an_edited_row_leaves_as_it_was_and_enters_as_it_is() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let ids = network.seed(&[Seed::hidden(member), Seed::hidden(member)]).await;
    network.cut().await;
    network.change(&ids[..1], "intensity = 5").await;
    let made = network.cut().await;
    assert_eq!((made.facts, made.added, made.removed), (2, 1, 1));
    assert_eq!(network.number("select count(*) from fact where last_cut = 2 and not withdrawn").await, 1);
    assert_eq!(network.number("select count(*) from fact where first_cut = 2 and intensity = 5").await, 1);
}

#[tokio::test]
async fn what_is_taken_back_is_told_from_what_is_changed() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let ids = network.seed(&[Seed::hidden(member); 4]).await;
    let network_row = network.seed(&[Seed::of(member)]).await;
    network.cut().await;
    network.change(&ids[..1], "visibility = 'PRIVATE'").await;
    network.change(&ids[1..2], "deleted_at = updated_at").await;
    network.change(&ids[2..3], "visibility = 'NETWORK'").await;
    network.change(&ids[3..4], "status = 'DISMISSED'").await;
    network.change(&network_row, "visibility = 'AGGREGATE_ONLY'").await;
    let made = network.cut().await;
    assert_eq!((made.facts, made.added, made.removed), (2, 2, 5));
    assert_eq!(network.number("select count(*) from fact where last_cut = 2 and withdrawn").await, 3);
}

#[tokio::test]
async fn the_daily_cut_is_made_once_by_whichever_replica_is_first() {
    let network = Network::new().await;
    let hour = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    let due = || cut::make_if_due(&network.db, &network.world, hour);
    let (one, other) = tokio::join!(due(), due());
    let made = [one.unwrap(), other.unwrap()].into_iter().flatten().count();
    assert_eq!(made, 1);
    network.wait(TimeDelta::hours(16));
    assert!(due().await.unwrap().is_none(), "the hour has not struck again");
    network.wait(TimeDelta::hours(1));
    assert!(due().await.unwrap().is_some());
    assert_eq!(network.number("select count(*) from cut").await, 2);
}
