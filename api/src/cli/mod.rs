//! The command line: one file for each command that does more than call a room.

mod admin;
mod audit;
mod export;
mod export_needs;
mod figures;
mod health;
mod import;
mod keys;
mod reference;
mod serve;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::App;
use crate::config::Settings;
use crate::db::{self, Db};
use crate::exchange::export::{OBSERVATIONS, STRUCTURES};
use crate::world::World;

/// Shared memory of an accompaniment network: GraphQL API.
#[derive(Parser)]
#[command(name = "maillage", version)]
struct Arguments {
    /// Settings file (default: maillage.toml here, if there is one).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address to listen on.
    #[arg(long, global = true, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Folder of the embedded database and the keys (default: maillage-data; for `demo`: maillage-demo).
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Starts the server on the database of the settings.
    Serve,
    /// Starts the server on an embedded database with a demonstration network (invented), ready to query.
    Demo,
    /// Brings the tables up to date and loads the reference data.
    Migrate,
    /// Reference data from a folder, beside what is there.
    Reference {
        #[command(subcommand)]
        command: reference::Command,
    },
    /// Copies the embedded database while the server may go on working.
    Backup {
        /// File to write; must not exist.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Puts a backup in the place of the embedded database, which is kept beside it. Stop the server first.
    Restore {
        /// Backup to read.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Imports structures, observations or funding schemes from a file. Exit code 2: the file or its mapping cannot be read.
    Import(import::ImportArguments),
    /// Prints the GraphQL schema; needs no database.
    Schema,
    /// Prints the settings in force, secrets hidden.
    Config,
    /// Writes records or figures to a file.
    Export {
        #[command(subcommand)]
        what: Exported,
    },
    /// The people who run the network.
    Admin {
        #[command(subcommand)]
        command: admin::Command,
    },
    /// The figures of the network.
    Figures {
        #[command(subcommand)]
        command: figures::Command,
    },
    /// The audit trail.
    Audit {
        #[command(subcommand)]
        command: audit::Command,
    },
    /// The keys that sign access tokens.
    Keys {
        #[command(subcommand)]
        command: keys::Command,
    },
    /// Asks a running server whether it is ready; exit code 0 if it is.
    Health {
        /// Address of the readiness check (default: that of the settings).
        #[arg(long)]
        url: Option<String>,
    },
}

#[derive(Subcommand)]
enum Exported {
    /// Structures, as everybody or as a member structure sees them.
    Structures(export::ExportArguments),
    /// Observations, as everybody or as a member structure sees them.
    Observations(export::ExportArguments),
    /// A table of needs as CSV, as `needs { csv }` of the API gives it.
    Needs(Box<export_needs::NeedsArguments>),
}

/// A file that cannot be read, told in full.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unreadable(String);

/// Runs the command of the command line.
pub fn run() -> anyhow::Result<ExitCode> {
    let Err(error) = command() else { return Ok(ExitCode::SUCCESS) };
    let Some(code) = exit_code(&error) else { return Err(error) };
    eprintln!("{error}");
    Ok(ExitCode::from(code))
}

/// The exit codes that a command's help promises.
fn exit_code(error: &anyhow::Error) -> Option<u8> {
    if error.is::<Unreadable>() {
        return Some(2);
    }
    error.is::<audit::BrokenChain>().then_some(3)
}

fn command() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut settings = Settings::read(arguments.config.as_deref())?;
    settings.listen = arguments.listen.unwrap_or(settings.listen);
    settings.data_dir = arguments.data_dir.unwrap_or(settings.data_dir);
    run_command(arguments.command, settings)
}

fn run_command(command: Command, settings: Settings) -> anyhow::Result<()> {
    match command {
        Command::Schema => print(&crate::schema::sdl()?),
        Command::Config => print(&settings.shown()?),
        Command::Health { url } => health::check(&settings, url),
        Command::Restore { from } => runtime()?.block_on(restore(&from, &settings)),
        Command::Backup { to } => {
            runtime()?.block_on(as_it_is(&settings, async |db| db::backup(db, &to).await))
        }
        Command::Audit { command } => {
            runtime()?.block_on(as_it_is(&settings, async |db| audit::run(command, db).await))
        }
        Command::Keys { command } => keys::run(command, &settings),
        Command::Demo => runtime()?.block_on(serve::demo(settings.for_demonstration())),
        command => runtime()?.block_on(with_database(command, settings)),
    }
}

async fn with_database(command: Command, settings: Settings) -> anyhow::Result<()> {
    serve::log(&settings)?;
    let app = App::open(settings, World::real()).await?;
    match command {
        Command::Serve => serve::serve(app).await,
        Command::Figures { command } => figures::run(command, app).await,
        Command::Reference { command } => print(&reference::run(&app, &command).await?),
        Command::Export { what: Exported::Structures(arguments) } => {
            export::export(&app, &STRUCTURES, &arguments).await
        }
        Command::Export { what: Exported::Observations(arguments) } => {
            export::export(&app, &OBSERVATIONS, &arguments).await
        }
        Command::Export { what: Exported::Needs(arguments) } => export_needs::export(&app, *arguments).await,
        Command::Admin { command } => admin::run(&app, command).await,
        Command::Import(arguments) => import::import(&app, arguments).await,
        _ => app.db.close().await,
    }
}

/// Works on the database that is there, whatever its version.
async fn as_it_is(
    settings: &Settings,
    work: impl AsyncFnOnce(&Db) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let db = Db::existing(&settings.database, &settings.data_dir).await?;
    let outcome = work(&db).await;
    db.close().await?;
    outcome
}

async fn restore(from: &Path, settings: &Settings) -> anyhow::Result<()> {
    serve::log(settings)?;
    anyhow::ensure!(settings.database.url.is_none(), "for PostgreSQL use pg_restore (docs/OPERATIONS.md)");
    match db::restore(from, &settings.data_dir, World::real().now()).await? {
        Some(kept) => print(&format!("restored; the former database is {}\n", kept.display())),
        None => print("restored\n"),
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// Standard output carries what the command was asked for; all else goes to the log on standard error.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
