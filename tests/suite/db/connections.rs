use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use maillage::db::{Db, Settings, Sql, Tx, is_current, write_tx};
use maillage::error::{Code, Error, Result};
use tokio::time::timeout;

use crate::harness::Network;

/// Longer than a look takes, shorter than any wait for a lock.
const AT_ONCE: Duration = Duration::from_secs(2);

#[tokio::test]
async fn every_connection_to_the_embedded_database_is_durable_and_checks_references() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Settings::default(), folder.path()).await.unwrap();
    for connection in [db.reader(), db.owner()] {
        let mode: String = first(connection, "pragma journal_mode").await;
        assert_eq!(mode, "wal");
        let asked = ["pragma synchronous", "pragma foreign_keys", "pragma busy_timeout"];
        let mut numbers = Vec::new();
        for pragma in asked {
            numbers.push(first::<i64>(connection, pragma).await);
        }
        // 2 is FULL
        assert_eq!(numbers, [2, 1, 5_000]);
    }
}

async fn first<T: sea_orm::TryGetable>(
    connection: &sea_orm::DatabaseConnection,
    statement: &'static str,
) -> T {
    Sql::new(statement).first(connection).await.unwrap().unwrap().take().unwrap()
}

#[tokio::test]
async fn a_database_is_ready_while_somebody_writes() {
    let network = Network::new().await;
    let writing = write_tx(&network.db, |tx| async {
        let ready = timeout(AT_ONCE, is_current(&network.db)).await;
        drop(tx);
        Ok::<_, Error>(ready.unwrap().unwrap())
    });
    assert!(writing.await.unwrap());
}

#[tokio::test]
async fn one_look_after_a_restart_of_the_database_tells_the_truth() {
    let network = Network::new().await;
    if network.db.is_embedded() {
        // nothing can restart without the server itself
        assert!(is_current(&network.db).await.unwrap());
        return;
    }
    let cut = "select pg_terminate_backend(pid) from pg_stat_activity \
               where datname = current_database() and pid <> pg_backend_pid()";
    Sql::new(cut).all(network.db.owner()).await.unwrap();
    assert!(is_current(&network.db).await.unwrap());
}

/// Fails as PostgreSQL does to end a deadlock, or as SQLite does at a wrong statement.
async fn fail(tx: &Tx, embedded: bool, state: &'static str) -> Result<()> {
    let statement = if embedded {
        "select nothing".to_owned()
    } else {
        format!("do $$ begin raise exception 'as asked' using errcode = '{state}'; end $$")
    };
    Sql::new(statement).run(&**tx).await.map(drop)
}

/// How often a write is made whose first tries fail, and whether it is done in the end.
async fn tries(network: &Network, failures: u32, state: &'static str) -> (u32, bool) {
    let (count, embedded) = (&AtomicU32::new(0), network.db.is_embedded());
    let written = write_tx(&network.db, |tx| async move {
        let fails = count.fetch_add(1, Ordering::Relaxed) < failures;
        if fails { fail(&tx, embedded, state).await } else { Ok(()) }
    });
    let done = written.await.is_ok();
    (count.load(Ordering::Relaxed), done)
}

#[tokio::test]
async fn a_write_that_was_rolled_back_to_end_a_deadlock_is_made_again_three_times_at_most() {
    let network = Network::new().await;
    for state in ["40001", "40P01", "23514"] {
        // SQLite has one writer and so no deadlock: there, nothing is tried twice
        let again = !network.db.is_embedded() && state != "23514";
        let expected = if again { [(2, true), (3, false)] } else { [(1, false), (1, false)] };
        let made = [tries(&network, 1, state).await, tries(&network, u32::MAX, state).await];
        assert_eq!(made, expected, "{state}");
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_a_timeout_and_leaves_the_database_usable() {
    let network = Network::new().await;
    if network.db.is_embedded() {
        // SQLite has no limit of its own: the limit of the request ends the wait
        let endless = "with recursive n(i) as (select 1 union all select i + 1 from n limit 30000000) select max(i) from n";
        let waited = timeout(Duration::from_millis(100), Sql::new(endless).first(network.db.reader())).await;
        assert!(waited.is_err());
    } else {
        let slow = write_tx(&network.db, |tx| async move {
            Sql::new("set local statement_timeout = 50").run(&*tx).await?;
            Sql::new("select pg_sleep(5)").first(&*tx).await.map(drop)
        });
        assert_eq!(slow.await.unwrap_err().code, Code::Timeout);
    }
    assert!(timeout(AT_ONCE, is_current(&network.db)).await.unwrap().unwrap());
}

#[tokio::test]
async fn a_lock_that_is_not_given_is_unavailable() {
    let network = Network::new().await;
    if network.db.is_embedded() {
        return;
    }
    let lock = "lock table network_setting in access exclusive mode";
    let refused = write_tx(&network.db, |tx| async {
        Sql::new(lock).run(&*tx).await?;
        let inner = write_tx(&network.db, |other| async move {
            Sql::new("set local lock_timeout = 50").run(&*other).await?;
            Sql::new(lock).run(&*other).await.map(drop)
        });
        let outcome = inner.await;
        drop(tx);
        Ok::<_, Error>(outcome)
    });
    assert_eq!(refused.await.unwrap().unwrap_err().code, Code::Unavailable);
}
