use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};

use super::migrate::is_newer;
use super::{Db, Settings, Sql};

/// The embedded database's file in a data directory.
pub fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("maillage.db")
}

/// What SQLite keeps beside a database: its write-ahead log and the index of that.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Writes a consistent copy of the embedded database as it is, while the server may go on working.
///
/// PostgreSQL has its own tools: `pg_dump --format=custom`, see `docs/OPERATIONS.md`.
pub async fn backup(db: &Db, to: &Path) -> anyhow::Result<()> {
    ensure!(
        db.is_embedded(),
        "this copies the embedded database; for PostgreSQL use pg_dump (docs/OPERATIONS.md)"
    );
    ensure!(!to.exists(), "{} exists already: a backup overwrites nothing", to.display());
    let partial = beside(to, ".partial");
    if partial.exists() {
        // of a backup that was interrupted
        std::fs::remove_file(&partial)?;
    }
    let name = partial.to_str().context("the path must be UTF-8")?.to_owned();
    let mut sql = Sql::new("vacuum into ");
    sql.bind(name);
    sql.run(db.reader()).await.map_err(crate::error::Error::into_anyhow)?;
    std::fs::File::open(&partial)?.sync_all()?;
    std::fs::rename(&partial, to)?;
    Ok(())
}

/// Puts a backup in the place of the embedded database; what was there is kept beside it under a dated name,
/// which is returned, be it damaged or not. The server must be stopped.
pub async fn restore(from: &Path, data_dir: &Path, now: DateTime<Utc>) -> anyhow::Result<Option<PathBuf>> {
    let partial = check_copy(from, data_dir).await?;
    let place = file(data_dir);
    let kept = data_dir.join(format!("maillage-{}.db", now.format("%Y%m%dT%H%M%SZ")));
    ensure!(!kept.exists(), "{} exists already", kept.display());
    let present = place.exists();
    if present && let Err(error) = fold_log_in(data_dir).await {
        // A damaged database is what a restore is for: its log is kept beside it, as it is.
        tracing::warn!(%error, "the present database cannot be opened: kept with its log");
    }
    // A log left in place would be taken for that of the restored database.
    for companion in COMPANIONS {
        if beside(&place, companion).exists() {
            std::fs::rename(beside(&place, companion), beside(&kept, companion))?;
        }
    }
    if present {
        std::fs::rename(&place, &kept)?;
    }
    std::fs::rename(partial, place)?;
    Ok(present.then_some(kept))
}

/// The path whose name goes on with `end`.
fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Copies the backup beside the database and opens it there: whole, ours, and not newer than this version.
async fn check_copy(from: &Path, data_dir: &Path) -> anyhow::Result<PathBuf> {
    ensure!(from.is_file(), "{} is no file", from.display());
    let folder = data_dir.join("restore");
    if folder.exists() {
        // of a restore that was interrupted
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let copy = file(&folder);
    std::fs::copy(from, &copy)?;
    if let Err(error) = open_and_inspect(&folder).await {
        std::fs::remove_dir_all(&folder)?;
        return Err(error.context(format!("{} is no usable backup", from.display())));
    }
    let checked = data_dir.join("maillage.restored");
    std::fs::rename(copy, &checked)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(checked)
}

async fn open_and_inspect(folder: &Path) -> anyhow::Result<()> {
    let db = Db::existing(&alone(), folder).await?;
    let verdict = inspect(&db).await;
    db.close().await?;
    verdict
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
    // Steps still to come are made at the next start.
    let newer = is_newer(db).await.map_err(crate::error::Error::into_anyhow)?;
    ensure!(!newer, "the file was made by a newer version of Maillage");
    Ok(())
}

/// Opening and closing brings the write-ahead log into the file, so that the file alone holds everything.
async fn fold_log_in(data_dir: &Path) -> anyhow::Result<()> {
    Db::existing(&alone(), data_dir).await?.close().await
}

/// Nobody else is at work.
fn alone() -> Settings {
    Settings { readers: 1, ..Settings::default() }
}
