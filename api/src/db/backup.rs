use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};

use super::{Db, Settings, Sql, is_current};

/// The embedded database's file in a data directory.
pub fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("maillage.db")
}

/// Writes a consistent copy of the embedded database while the server may go on working.
///
/// PostgreSQL has its own tools: `pg_dump --format=custom`, see `docs/OPERATIONS.md`.
pub async fn backup(db: &Db, to: &Path) -> anyhow::Result<()> {
    ensure!(
        db.is_embedded(),
        "this copies the embedded database; for PostgreSQL use pg_dump (docs/OPERATIONS.md)"
    );
    ensure!(!to.exists(), "{} exists already: a backup overwrites nothing", to.display());
    let partial = to.with_extension("partial");
    let name = partial.to_str().context("the path must be UTF-8")?.to_owned();
    let mut sql = Sql::new("vacuum into ");
    sql.bind(name);
    sql.run(db.reader()).await.map_err(crate::error::Error::into_anyhow)?;
    std::fs::File::open(&partial)?.sync_all()?;
    std::fs::rename(&partial, to)?;
    Ok(())
}

/// Puts a backup in the place of the embedded database; what was there is kept beside it under a dated name,
/// which is returned. The server must be stopped.
pub async fn restore(from: &Path, data_dir: &Path, now: DateTime<Utc>) -> anyhow::Result<Option<PathBuf>> {
    let partial = check_copy(from, data_dir).await?;
    let place = file(data_dir);
    let kept = place.exists().then(|| data_dir.join(format!("maillage-{}.db", now.format("%Y%m%dT%H%M%SZ"))));
    if let Some(kept) = &kept {
        ensure!(!kept.exists(), "{} exists already", kept.display());
        fold_log_in(data_dir).await?;
        std::fs::rename(&place, kept)?;
    }
    std::fs::rename(partial, place)?;
    Ok(kept)
}

/// Copies the backup beside the database and opens it there: whole, ours, and not newer than this version.
async fn check_copy(from: &Path, data_dir: &Path) -> anyhow::Result<PathBuf> {
    ensure!(from.is_file(), "{} is no file", from.display());
    let folder = data_dir.join("restore");
    std::fs::create_dir_all(&folder)?;
    let copy = file(&folder);
    std::fs::copy(from, &copy)?;
    let db = Db::open(&Settings { readers: 1, ..Settings::default() }, &folder).await?;
    let verdict = inspect(&db).await;
    db.close().await?;
    if let Err(error) = verdict {
        std::fs::remove_dir_all(&folder)?;
        return Err(error.context(format!("{} is no usable backup", from.display())));
    }
    let checked = data_dir.join("maillage.restored");
    std::fs::rename(copy, &checked)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(checked)
}

async fn inspect(db: &Db) -> anyhow::Result<()> {
    let check = Sql::new("pragma integrity_check").first(db.reader()).await;
    let verdict: String = match check.map_err(crate::error::Error::into_anyhow)? {
        Some(mut row) => row.take().map_err(crate::error::Error::into_anyhow)?,
        None => bail!("the file is empty"),
    };
    ensure!(verdict == "ok", "the file is damaged: {verdict}");
    let tables = Sql::new("select count(*) from seaql_migrations").first(db.reader()).await;
    tables.map_err(|_missing| anyhow::anyhow!("the file is not one of Maillage"))?;
    // Steps this version does not know make this fail; steps still to come are made at the next start.
    is_current(db).await.map_err(crate::error::Error::into_anyhow)?;
    Ok(())
}

/// Opening and closing brings the write-ahead log into the file, so that the file alone holds everything.
async fn fold_log_in(data_dir: &Path) -> anyhow::Result<()> {
    Db::open(&Settings { readers: 1, ..Settings::default() }, data_dir).await?.close().await
}
