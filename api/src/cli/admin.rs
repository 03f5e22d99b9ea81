use std::io::BufRead;

use anyhow::Context;
use clap::Subcommand;

use crate::app::App;
use crate::network::account::{create_administrator, disable};

/// What to do about accounts.
#[derive(Subcommand)]
pub enum Command {
    /// Makes an account that runs the network; its password is the first line of standard input.
    Create {
        /// E-mail address to sign in with.
        #[arg(long)]
        email: String,
        /// Name of the person.
        #[arg(long)]
        name: String,
    },
    /// Closes an account: nobody signs in with it any more, and its keys and sessions end.
    Disable {
        /// Its e-mail address.
        #[arg(long)]
        email: String,
    },
}

/// Runs it.
pub async fn run(app: &App, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Create { email, name } => {
            eprintln!("Password:");
            let mut password = String::new();
            std::io::stdin().lock().read_line(&mut password).context("no password on standard input")?;
            create_administrator(&app.db, &app.world, &email, &name, password.trim_end_matches(['\r', '\n']))
                .await?;
            super::print(&format!("{email} runs the network\n"))
        }
        Command::Disable { email } => {
            disable(&app.db, &app.world, &email).await?;
            super::print(&format!("{email} is closed\n"))
        }
    }
}
