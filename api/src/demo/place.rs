//! The files of a demonstration: the mark that tells its database from a network's, and what it keeps.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use crate::db;

/// The mark; whoever reads it enters as anybody of the demonstration.
const MARK: &str = "demonstration.json";
/// Where the network is made; moved to its place when it is whole.
const WORKSHOP: &str = "unfinished";

/// What a demonstration keeps for its next starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The password of all invented people, drawn at the first start.
    pub password: String,
    /// Role and key.
    pub keys: Vec<(String, String)>,
}

/// The demonstration in a data directory, if it is there. A database that is none is refused: nothing may be
/// invented among what people recorded.
pub fn find(data_dir: &Path) -> anyhow::Result<Option<Kept>> {
    if !db::file(data_dir).exists() {
        return Ok(None);
    }
    let mark = data_dir.join(MARK);
    ensure!(
        mark.exists(),
        "{} holds a database that is no demonstration; nothing is invented there. Give another folder with --data-dir",
        data_dir.display()
    );
    let read =
        fs::read(&mark).map_err(anyhow::Error::from).and_then(|text| Ok(serde_json::from_slice(&text)?));
    let advice =
        || format!("{} cannot be read; remove {} to begin again", mark.display(), data_dir.display());
    read.map(Some).with_context(advice)
}

/// An empty folder to make the network in; what an interrupted start left there is removed.
pub fn workshop(data_dir: &Path) -> anyhow::Result<PathBuf> {
    let folder = data_dir.join(WORKSHOP);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Moves the whole network, closed, to its place. The database goes last: until it is there, the next start
/// begins again.
pub fn finish(data_dir: &Path, kept: &Kept) -> anyhow::Result<()> {
    keep(data_dir, kept)?;
    let folder = data_dir.join(WORKSHOP);
    fs::rename(db::file(&folder), db::file(data_dir))?;
    fs::remove_dir_all(folder)?;
    Ok(())
}

/// Writes the mark, for its owner alone, whole or not at all.
pub fn keep(data_dir: &Path, kept: &Kept) -> anyhow::Result<()> {
    let draft = data_dir.join(format!("{MARK}.new"));
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(&serde_json::to_vec_pretty(kept)?)?;
    file.sync_all()?;
    Ok(fs::rename(draft, data_dir.join(MARK))?)
}
