//! `cargo xtask data`: remakes `data/cog-YEAR` from the npm package of the French administrative divisions.
//! The same package always gives the same bytes; a table whose text has not changed is not written again.

mod package;
mod tables;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

const PACKAGE: &str = "@etalab/decoupage-administratif";

/// Which package to read and where its tables go.
#[derive(clap::Args)]
pub struct Args {
    /// Version of the npm package `@etalab/decoupage-administratif`
    #[arg(long, default_value = "6.0.0")]
    package_version: String,
    /// Year of the code officiel géographique that this version holds
    #[arg(long, default_value_t = 2026)]
    year: u16,
    /// Folder to write [default: data/cog-YEAR]
    #[arg(long)]
    output: Option<PathBuf>,
}

/// Downloads the package and writes its tables.
pub fn run(args: &Args) -> Result<()> {
    let output = args.output.clone().unwrap_or_else(|| root().join(format!("data/cog-{}", args.year)));
    let scratch = std::env::temp_dir().join(format!("maillage-data-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let made = make(args, &scratch, &output);
    std::fs::remove_dir_all(&scratch)?;
    made
}

fn make(args: &Args, scratch: &Path, output: &Path) -> Result<()> {
    let packed = pack(&args.package_version, scratch)?;
    unpack(&scratch.join(&packed.filename), scratch)?;
    let package = package::Package::read(&scratch.join("package/data"))?;
    std::fs::create_dir_all(output)?;
    for (name, table) in tables::tables(&package)? {
        let state = tables::write(&output.join(&name), &table)?;
        eprintln!("{name}: {} rows, {state}", table.lines().count() - 1);
    }
    let vintage = tables::vintage(args.year, &args.package_version, &packed.integrity, &package);
    std::fs::write(output.join("vintage.toml"), vintage)?;
    eprintln!("{} is made; check the counts in its README.md", output.display());
    Ok(())
}

#[derive(Deserialize)]
struct Packed {
    filename: String,
    integrity: String,
}

fn pack(version: &str, folder: &Path) -> Result<Packed> {
    let answer = Command::new("npm")
        .args(["pack", &format!("{PACKAGE}@{version}"), "--json", "--pack-destination"])
        .arg(folder)
        .output()
        .context("npm is needed to download the package")?;
    ensure!(answer.status.success(), "npm pack failed: {}", String::from_utf8_lossy(&answer.stderr));
    let mut packed: Vec<Packed> = serde_json::from_slice(&answer.stdout).context("the answer of npm pack")?;
    packed.pop().context("npm pack names no file")
}

fn unpack(file: &Path, folder: &Path) -> Result<()> {
    let status = Command::new("tar").arg("-xzf").arg(file).arg("-C").arg(folder).status();
    ensure!(status.context("tar is needed to unpack the package")?.success(), "tar failed");
    Ok(())
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
