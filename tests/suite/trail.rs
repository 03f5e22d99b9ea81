//! The audit trail sealed by a running server, and what its verification sees.

use std::time::Duration;

use chrono::TimeDelta;
use maillage::db::Sql;
use maillage::keepers::Keepers;
use maillage::trail::{self, Act, Author, Broken, Change, Stamp, Written};

use crate::harness::Network;

/// Leaves so many entries, one after the other.
async fn written(network: &Network, count: usize) {
    for _ in 0..count {
        let author = Author::default();
        let request_id = "test".to_owned();
        let stamp = &Stamp { author, at: network.world.now(), request_id, world: network.world.clone() };
        let member: entity::MemberId = network.world.id();
        let written = Written::new(member, Change::Created, entity::Visibility::Public, None);
        let left = maillage::db::write_tx(&network.db, |tx| async move {
            stamp.leave_private(&tx, Act::new("createMember", written)).await
        });
        left.await.unwrap();
        network.wait(TimeDelta::seconds(1));
    }
}

async fn seal(network: &Network) {
    while trail::seal(&network.db, network.world.now()).await.unwrap() > 0 {}
}

/// Changes what is there behind the trail's back, foreign keys or not.
async fn tamper(network: &Network, statement: &'static str) {
    let off = if network.db.is_embedded() {
        "pragma foreign_keys = off"
    } else {
        "alter table audit_seal drop constraint audit_seal_entry_id_fkey"
    };
    for statement in [off, statement] {
        Sql::new(statement).run(network.db.owner()).await.unwrap();
    }
}

#[tokio::test]
async fn a_running_server_seals_what_is_written() {
    let network = Network::new().await;
    written(&network, 3).await;
    let _keepers = Keepers::start(&network.app());
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if trail::head(&network.db).await.unwrap().open == 0 {
            break;
        }
    }
    let head = trail::head(&network.db).await.unwrap();
    assert_eq!((head.open, head.hash.len()), (0, 64));
    assert_eq!(trail::verify(&network.db).await.unwrap(), None);
}

#[tokio::test]
async fn entries_of_the_last_minutes_are_sealed_without_a_look_at_the_rest() {
    let network = Network::new().await;
    written(&network, 2).await;
    network.wait(TimeDelta::hours(1));
    written(&network, 3).await;
    let recent = trail::seal_recent(&network.db, network.world.now()).await.unwrap();
    let (none, statements) = network.statements(trail::seal_recent(&network.db, network.world.now())).await;
    assert_eq!((recent, none.unwrap(), statements), (3, 0, 1));
    assert_eq!(trail::head(&network.db).await.unwrap().open, 2);
    seal(&network).await;
    assert_eq!(trail::head(&network.db).await.unwrap().open, 0);
    assert_eq!(trail::verify(&network.db).await.unwrap(), None);
}

#[tokio::test]
async fn a_changed_a_removed_and_a_forged_entry_break_the_chain_at_their_place() {
    let attacks = [
        (
            "update audit_entry set action = 'signIn' where id = (select entry_id from audit_seal where position = 2)",
            2,
        ),
        ("delete from audit_entry where id = (select entry_id from audit_seal where position = 2)", 2),
        ("delete from audit_entry where id = (select entry_id from audit_seal where position = 3)", 3),
        ("delete from audit_seal where position = 2", 3),
        ("update audit_seal set hash = 'forged' where position = 1", 1),
    ];
    for (attack, position) in attacks {
        let network = Network::new().await;
        written(&network, 3).await;
        seal(&network).await;
        assert_eq!(trail::verify(&network.db).await.unwrap(), None);
        tamper(&network, attack).await;
        assert_eq!(trail::verify(&network.db).await.unwrap(), Some(Broken { position }), "{attack}");
    }
}
