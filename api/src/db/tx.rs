use std::ops::Deref;
use std::sync::Arc;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use super::{Db, RolledBack};
use crate::error::Error;

/// An open transaction that may write; statements go through it as through a connection.
#[derive(Clone)]
pub struct Tx(Arc<DatabaseTransaction>);

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.0
    }
}

/// Tries at most, when PostgreSQL rolls back to resolve a deadlock or a serialisation failure.
const TRIES: u32 = 3;

/// Runs `work` in one transaction and commits it; an error rolls everything back.
///
/// SQLite begins IMMEDIATE, so that a writer waits for its turn at the start and never fails half-way.
/// `work` may run again, from the start, after a deadlock.
pub async fn write_tx<T, E, F, Fut>(db: &Db, work: F) -> Result<T, E>
where
    E: From<Error> + RolledBack,
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    retry(db, Sight::Present, work).await
}

/// The same on one snapshot of the database: what others commit meanwhile is not seen, and a row that they changed
/// cannot be written, so that the work begins anew. For work of several statements that must tell one moment.
pub async fn snapshot_tx<T, E, F, Fut>(db: &Db, work: F) -> Result<T, E>
where
    E: From<Error> + RolledBack,
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    let (work, embedded) = (&work, db.is_embedded());
    retry(db, Sight::Snapshot, |tx| async move {
        if !embedded {
            // Work over everything is no request: the limit of a request's statements would end it each time.
            tx.execute_unprepared("set local statement_timeout = 0").await.map_err(Error::from)?;
        }
        work(tx).await
    })
    .await
}

/// What each statement of a writing transaction sees of the others' work.
#[derive(Clone, Copy, Debug)]
enum Sight {
    /// What is committed when it runs.
    Present,
    /// What was committed when the transaction began.
    Snapshot,
}

impl Sight {
    /// SQLite begins IMMEDIATE, after which nobody else writes: all statements see one moment anyway.
    fn options(self, db: &Db) -> TransactionOptions {
        match (db.is_embedded(), self) {
            (true, _) => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            (false, Self::Present) => TransactionOptions::default(),
            (false, Self::Snapshot) => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                ..TransactionOptions::default()
            },
        }
    }
}

async fn retry<T, E, F, Fut>(db: &Db, sight: Sight, work: F) -> Result<T, E>
where
    E: From<Error> + RolledBack,
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    let mut tries = 1;
    loop {
        match attempt(db, sight.options(db), &work).await {
            Err(error) if tries < TRIES && error.rolled_back() => tries += 1,
            outcome => return outcome,
        }
    }
}

async fn attempt<T, E, F, Fut>(db: &Db, options: TransactionOptions, work: &F) -> Result<T, E>
where
    E: From<Error>,
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    let tx = Tx(Arc::new(db.writer().begin_with_options(options).await.map_err(Error::from)?));
    let value = work(tx.clone()).await?;
    let whole = Arc::into_inner(tx.0);
    let whole = whole.ok_or_else(|| Error::internal(anyhow::anyhow!("a transaction outlives its work")))?;
    whole.commit().await.map_err(Error::from)?;
    Ok(value)
}

/// Runs `work` on one snapshot of the database: all its statements see the same moment.
pub async fn read_tx<T, F, Fut>(db: &Db, work: F) -> Result<T, Error>
where
    F: FnOnce(Tx) -> Fut,
    Fut: Future<Output = Result<T, Error>>,
{
    let options = if db.is_embedded() {
        TransactionOptions::default()
    } else {
        TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        }
    };
    let tx = Tx(Arc::new(db.reader().begin_with_options(options).await.map_err(Error::from)?));
    let value = work(tx.clone()).await?;
    if let Some(whole) = Arc::into_inner(tx.0) {
        whole.commit().await.map_err(Error::from)?;
    }
    Ok(value)
}
