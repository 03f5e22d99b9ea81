//! The demonstration: labelled, apart from every real network, begun again when it was interrupted.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use maillage::demo::{self, Kept};

use crate::harness::Network;

const PASSWORD: &str = "a password of nobody";

fn kept() -> Kept {
    Kept { password: PASSWORD.to_owned(), keys: Vec::new() }
}

#[tokio::test]
async fn every_member_structure_of_the_demonstration_says_that_it_is_invented() {
    let network = Network::new().await;
    demo::gather(&network.app(), PASSWORD).await.unwrap();
    let members = network.anonymous().ask("{ members { nodes { name demonstration } } }").await;
    assert_eq!(members.each("/members/nodes", "/demonstration"), ["true"; 8]);
}

#[tokio::test]
async fn each_role_has_a_key_and_keys_that_expired_are_made_anew() {
    let network = Network::new().await;
    let app = network.app();
    demo::gather(&app, PASSWORD).await.unwrap();
    let first = demo::with_good_keys(&app, &kept()).await.unwrap();
    assert_eq!(demo::with_good_keys(&app, &first).await.unwrap(), first);
    network.wait(TimeDelta::days(31));
    let second = demo::with_good_keys(&app, &first).await.unwrap();
    let mut roles = BTreeSet::new();
    for ((role, old), (_, new)) in first.keys.iter().zip(&second.keys) {
        assert!(network.bearer(old).await.is_err(), "{role}");
        let user = network.bearer(new).await.unwrap_or_else(|code| panic!("{role}: {code:?}"));
        assert_eq!(user.actor().role().unwrap().as_str(), role.to_uppercase());
        roles.insert(role);
    }
    assert_eq!(roles.len(), 5);
}

#[test]
fn nothing_is_invented_in_a_database_that_is_no_demonstration() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(demo::find(folder.path()).unwrap(), None);
    std::fs::write(folder.path().join("maillage.db"), "what people recorded").unwrap();
    let told = demo::find(folder.path()).unwrap_err().to_string();
    assert!(told.contains("is no demonstration") && told.contains("--data-dir"), "{told}");
    assert_eq!(std::fs::read(folder.path().join("maillage.db")).unwrap(), b"what people recorded");
}

#[test]
fn an_interrupted_start_begins_again_and_a_finished_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let half = demo::workshop(folder.path()).unwrap().join("maillage.db");
    std::fs::write(&half, "half a network").unwrap();
    assert_eq!(demo::find(folder.path()).unwrap(), None);
    demo::workshop(folder.path()).unwrap();
    assert!(!half.exists());
    std::fs::write(&half, "a network").unwrap();
    demo::finish(folder.path(), &kept()).unwrap();
    assert_eq!(demo::find(folder.path()).unwrap(), Some(kept()));
    assert_eq!(std::fs::read(folder.path().join("maillage.db")).unwrap(), b"a network");
    assert!(!half.parent().unwrap().exists());
}
