//! `schema.graphql`, the contract: always what the server prints, byte for byte.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::command::{cargo, read, root};

/// Writes the file.
pub fn write() -> Result<()> {
    let printed = print()?;
    fs::write(path(), printed).context("schema.graphql cannot be written")
}

/// Fails where the file is missing or differs by one byte.
pub fn check() -> Result<()> {
    let printed = print()?;
    let current = fs::read(path()).is_ok_and(|stored| stored == printed);
    ensure!(current, "schema.graphql is not what the server prints; mend it with: cargo xtask schema");
    Ok(())
}

fn print() -> Result<Vec<u8>> {
    let printed = read(&mut cargo(&["run", "--package", "maillage", "--", "schema"]))?;
    ensure!(!printed.is_empty(), "`maillage schema` printed nothing");
    Ok(printed)
}

fn path() -> PathBuf {
    root().join("schema.graphql")
}
