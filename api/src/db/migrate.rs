use migration::{Migrator, MigratorTrait as _};

use super::Db;
use crate::error::Result;

/// Brings the tables up to this version; forward only.
pub async fn migrate(db: &Db) -> Result<()> {
    Ok(Migrator::up(db.owner(), None).await?)
}

/// Whether all steps this version knows have been made.
pub async fn is_current(db: &Db) -> Result<bool> {
    Ok(Migrator::get_pending_migrations(db.owner()).await?.is_empty())
}
