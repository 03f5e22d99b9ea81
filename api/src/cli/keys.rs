use anyhow::ensure;
use clap::Subcommand;

use super::print;
use crate::access::Keyring;
use crate::config::Settings;
use crate::world::World;

/// What to do about the keys that sign access tokens.
#[derive(Clone, Copy, Subcommand)]
pub enum Command {
    /// Makes a new signing key in the data directory; the one before it still verifies. A running server
    /// takes it up at its next start.
    Rotate,
}

/// Runs it.
pub fn run(command: Command, settings: &Settings) -> anyhow::Result<()> {
    match command {
        Command::Rotate => {
            ensure!(
                settings.tokens.keys.is_empty(),
                "the signing keys are those of the setting `tokens.keys`: put a new one before them there"
            );
            Keyring::rotate(&settings.data_dir, &World::real())?;
            print("a new key signs from the next start on; the one before it still verifies\n")
        }
    }
}
