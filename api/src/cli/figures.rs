use clap::Subcommand;

use super::print;
use crate::app::App;
use crate::error::Error;
use crate::insight::cut;

#[derive(Subcommand)]
pub enum Command {
    /// Copies what is hidden for the figures now, instead of at the hour of the settings.
    Cut,
}

/// Runs a command on the figures.
pub async fn run(command: Command, app: App) -> anyhow::Result<()> {
    match command {
        Command::Cut => {
            let made = cut::make(&app.db, &app.world).await.map_err(Error::into_anyhow)?;
            let cut::Cut { number, facts, added, removed, .. } = made;
            print(&format!("cut {number}: {facts} facts, {added} added, {removed} removed\n"))?;
        }
    }
    app.db.close().await
}
