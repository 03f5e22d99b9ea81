use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::keyring::{Keyring, TokenSettings, pem_of};
use crate::world::World;

/// How many keys stay after a rotation: the new one, and the one whose tokens are still about.
const KEPT: usize = 2;

impl Keyring {
    /// The keys of the settings; else those in `<data_dir>/keys`, where one is made at the first start.
    pub fn open(settings: &TokenSettings, data_dir: &Path, world: &World) -> anyhow::Result<Self> {
        if !settings.keys.is_empty() {
            return Self::new(settings, &settings.keys);
        }
        if key_files(data_dir)?.is_empty() {
            add(data_dir, world)?;
        }
        let read = |file: &PathBuf| {
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
        };
        let pems = key_files(data_dir)?.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
        Self::new(settings, &pems)
    }

    /// Makes a new key that signs from the next start on. The one before it still verifies, so that nobody
    /// is signed out; those before that one are removed.
    pub fn rotate(data_dir: &Path, world: &World) -> anyhow::Result<()> {
        add(data_dir, world)?;
        for file in key_files(data_dir)?.iter().skip(KEPT) {
            fs::remove_file(file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
        Ok(())
    }
}

/// Key files, the newest first: their names are numbers.
fn key_files(data_dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = data_dir.join("keys");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> =
        paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "pem")).collect();
    files.sort_unstable_by(|a, b| b.cmp(a));
    Ok(files)
}

fn add(data_dir: &Path, world: &World) -> anyhow::Result<()> {
    let folder = data_dir.join("keys");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let last = key_files(data_dir)?.first().and_then(|file| file.file_stem()?.to_str()?.parse::<u32>().ok());
    let file = folder.join(format!("{:06}.pem", last.unwrap_or_default() + 1));
    write_private(&file, &pem_of(world.bytes())).with_context(|| format!("cannot write {}", file.display()))
}

/// Writes a new file that its owner alone may read, whole or not at all.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    let draft = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&draft)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    fs::rename(draft, file)
}
