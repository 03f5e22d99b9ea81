use migration::{Migrator, MigratorTrait as _};

use super::{Db, Sql, is_stale};
use crate::error::Result;

/// Connections that a restarted database may have left behind; more than any pool holds.
const STALE: usize = 32;

/// Brings the tables up to this version; forward only.
pub async fn migrate(db: &Db) -> Result<()> {
    Ok(Migrator::up(db.owner(), None).await?)
}

/// Whether the database answers and all steps this version knows have been made. Steps of a newer version do
/// not count: it adds before it removes.
///
/// A connection that broke off is no answer: the next one is asked, so that one look after a restart of the
/// database tells the truth, and clears the pool.
pub async fn is_current(db: &Db) -> Result<bool> {
    let mut made = steps_made(db).await;
    for _ in 0..STALE {
        if !made.as_ref().is_err_and(is_stale) {
            break;
        }
        made = steps_made(db).await;
    }
    let made = made?;
    Ok(migration::steps().iter().all(|step| made.contains(step)))
}

/// Whether a newer version than this one has been at work.
pub(super) async fn is_newer(db: &Db) -> Result<bool> {
    let known = migration::steps();
    Ok(steps_made(db).await?.iter().any(|step| !known.contains(step)))
}

async fn steps_made(db: &Db) -> Result<Vec<String>> {
    let rows = Sql::new("select version from seaql_migrations").all(db.reader()).await?;
    rows.into_iter().map(|mut row| row.take()).collect()
}
