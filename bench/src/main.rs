//! `cargo xtask bench`: how fast the server answers beside the physical limit, in one run, as ratios: this
//! machine's own figures mean nothing elsewhere.
//!
//! The chain: [`generate`] fills a database, [`workload`] says what is asked of it, [`load`] asks it of the
//! server and of [`bare`] in turn (and [`pgbench`] asks PostgreSQL alone), [`report`] prints what came out.

#![expect(clippy::print_stderr, reason = "progress is for who watches")]

mod bare;
mod check;
mod database;
mod generate;
mod import;
mod load;
mod measure;
mod named;
mod pgbench;
mod process;
mod report;
mod statements;
mod workload;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::database::Place;
use crate::report::Report;

// as the server has it, or the bare one would lose to its allocator
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "bench", about = "Measures the server beside the physical limit")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Fill databases, measure, print the tables
    Run(Options),
    /// The bare HTTP server, started by `run`
    #[command(hide = true)]
    Bare(bare::Options),
}

/// How much data, how long, where.
#[derive(Args, Clone)]
struct Options {
    /// Structures in the directory
    #[arg(long, default_value_t = 5_000)]
    structures: usize,
    /// Observations, over four years
    #[arg(long, default_value_t = 1_000_000)]
    observations: usize,
    /// Programmes, with an edition and ten sessions each
    #[arg(long, default_value_t = 20_000)]
    programmes: usize,
    /// Member structures that contribute them
    #[arg(long, default_value_t = 400)]
    members: usize,
    /// Same seed, same day, same data
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// Length of one run of one workload
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Runs of each workload on each side; medians are reported
    #[arg(long, default_value_t = 5)]
    repetitions: usize,
    /// Connections kept open, one request at a time on each
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// PostgreSQL that may be filled; without it SQLite alone is measured
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// Leave SQLite out
    #[arg(long, requires = "postgres")]
    postgres_only: bool,
    /// The program `pgbench`
    #[arg(long, value_name = "FILE")]
    pgbench: Option<PathBuf>,
    /// The program `maillage` [default: beside this one]
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
    /// CSV for the mapping `jaune2010` [default: an invented one]
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// Folder for the databases, kept afterwards [default: one in the system's, removed]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    match perform() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match Cli::parse().task {
        Task::Run(options) => runtime.block_on(run(&options)),
        Task::Bare(options) => runtime.block_on(bare::serve(&options)),
    }
}

async fn run(options: &Options) -> Result<()> {
    let folder = options
        .folder
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("maillage-bench-{}", std::process::id())));
    std::fs::create_dir_all(&folder)?;
    let measured = measure_all(options, &folder).await;
    if options.folder.is_none() {
        std::fs::remove_dir_all(&folder)?;
    }
    measured?.print()
}

async fn measure_all(options: &Options, folder: &std::path::Path) -> Result<Report> {
    let mut report = Report::new(options);
    if !options.postgres_only {
        report.import = Some(import::measure(options, folder).await?);
        let place = Place::embedded(&folder.join("sqlite"))?;
        report.databases.push(measure::measure(options, &place).await?);
    }
    if let Some(server) = &options.postgres {
        let place = Place::postgres(&folder.join("postgres"), server).await?;
        report.databases.push(measure::measure(options, &place).await?);
    }
    Ok(report)
}
