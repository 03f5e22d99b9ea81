//! The developer's commands: `cargo xtask test` says whether a change may land.

mod bench;
mod command;
mod data;
mod postgres;
mod schema;
mod test;

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use crate::command::{cargo, run};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The developer's commands")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Formatting, lints, docs, schema, all tests on SQLite, and again on PostgreSQL
    Test(test::Options),
    /// Write schema.graphql as the server prints it
    Schema,
    /// Remake the reference data of the territories from their npm package
    Data(data::Args),
    /// Kill imports and servers in the middle of their writes, 20 rounds each, on SQLite and PostgreSQL
    Kill {
        /// Leave PostgreSQL out
        #[arg(long)]
        sqlite_only: bool,
    },
    /// Give all answers of many generated networks to an attacker with a solver
    Attack {
        /// How many networks
        #[arg(long, default_value_t = 10_000)]
        cases: u32,
    },
    /// Measure the server beside the physical limit, on SQLite and PostgreSQL
    Bench(bench::Options),
    /// Run a command with the `TEST_DATABASE_URL` of a throw-away PostgreSQL
    Pg {
        /// The command and its arguments
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    match perform(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Test(options) => test::perform(&options),
        Task::Schema => schema::write(),
        Task::Data(arguments) => data::run(&arguments),
        Task::Kill { sqlite_only } => kill(sqlite_only),
        Task::Attack { cases } => attack(cases),
        Task::Bench(options) => bench::perform(&options),
        Task::Pg { command } => with_postgres(&command),
    }
}

fn kill(sqlite_only: bool) -> Result<()> {
    run(&mut cargo(&["build", "--workspace", "--bin", "maillage"]))?;
    let mut test = cargo(&["test", "--workspace", "--test", "kill"]);
    if sqlite_only {
        return run(test.env_remove(test::DATABASE_URL));
    }
    let cluster = postgres::Cluster::start()?;
    run(test.env(test::DATABASE_URL, cluster.url()))
}

fn attack(cases: u32) -> Result<()> {
    let test =
        ["test", "--package", "disclosure", "--release", "--test", "attacker", "--", "--nocapture", "nobody"];
    run(cargo(&test).env("CASES", cases.to_string()))
}

fn with_postgres(command: &[String]) -> Result<()> {
    let (program, arguments) = command.split_first().context("no command given")?;
    let cluster = postgres::Cluster::start()?;
    run(Command::new(program).args(arguments).env(test::DATABASE_URL, cluster.url()))
}
