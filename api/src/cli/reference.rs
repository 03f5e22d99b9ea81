use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::error::Error;
use crate::reference::source::{cog_in, schemes_in};
use crate::reference::{load_cog, load_vocabularies};

#[derive(Subcommand)]
pub enum Command {
    /// Loads a vintage of the COG, or newer versions of vocabularies. What is there already stays as it is.
    Load(Folders),
}

#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Folders {
    /// A folder of the form of `data/cog-2026`.
    #[arg(long, value_name = "DIR")]
    cog: Option<PathBuf>,
    /// A folder of the form of `data/vocabularies`.
    #[arg(long, value_name = "DIR")]
    vocabularies: Option<PathBuf>,
}

/// Runs the command; what it did, in words.
pub async fn run(app: &App, Command::Load(folders): &Command) -> anyhow::Result<String> {
    let mut said = Vec::new();
    if let Some(folder) = &folders.cog {
        let cog = cog_in(folder)?;
        let fresh = load_cog(&app.db, &cog).await.map_err(Error::into_anyhow)?;
        let count = if fresh { cog.territories.len() } else { 0 };
        said.push(format!("COG {}: {count} territories added\n", cog.year));
    }
    if let Some(folder) = &folders.vocabularies {
        let fresh = load_vocabularies(&app.db, &schemes_in(folder)?).await.map_err(Error::into_anyhow)?;
        said.push(format!("{} versions of vocabularies added\n", fresh.len()));
    }
    Ok(said.concat())
}
