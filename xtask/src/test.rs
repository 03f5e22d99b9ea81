//! `cargo xtask test`: every check, in the order of how soon each can fail; the first failure ends it.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::builder::NonEmptyStringValueParser;

use crate::command::{answers, cargo, run};
use crate::postgres::{self, Cluster};
use crate::schema;

/// Where the tests read which PostgreSQL to use; without it they use SQLite.
pub const DATABASE_URL: &str = "TEST_DATABASE_URL";

/// What to leave out.
#[derive(clap::Args)]
pub struct Options {
    /// Leave out the docs and PostgreSQL
    #[arg(long)]
    quick: bool,
    /// Leave out PostgreSQL
    #[arg(long)]
    sqlite_only: bool,
    /// Only the tests whose name contains this, and no other check
    #[arg(long, value_name = "NAME")]
    filter: Option<String>,
    /// A PostgreSQL to use, whose user may create databases; without it, a throw-away one
    #[arg(long, value_name = "URL", env = DATABASE_URL, hide_env_values = true)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    database_url: Option<String>,
}

/// Runs what the options leave, then says what was done and how long each step took.
pub fn perform(options: &Options) -> Result<()> {
    let mut report = Report::default();
    let outcome = steps(options, &mut report);
    eprintln!();
    report.lines.iter().for_each(|line| eprintln!("{line}"));
    outcome
}

fn steps(options: &Options, report: &mut Report) -> Result<()> {
    let filter = options.filter.as_deref();
    let postgres = !options.quick && !options.sqlite_only;
    if postgres && options.database_url.is_none() {
        report.step("PostgreSQL found", postgres::find_or_install)?;
    }
    if filter.is_none() {
        checks(options, report)?;
    }
    report.step("tests on SQLite", || sqlite_tests(filter))?;
    if !postgres {
        report.left_out("tests on PostgreSQL", "as told");
        return Ok(());
    }
    report.step("tests on PostgreSQL", || {
        let Some(given) = &options.database_url else {
            let cluster = Cluster::start()?;
            return postgres_tests(&cluster.url(), filter);
        };
        postgres_tests(given, filter)
    })
}

fn checks(options: &Options, report: &mut Report) -> Result<()> {
    report.step("formatting", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    // `--all-targets` leaves out the one test that no other command compiles
    for targets in [&["--all-targets"][..], &["--test", "kill"]] {
        let clippy = [&["clippy", "--workspace"], targets, &["--", "-D", "warnings"]].concat();
        report.step(&format!("clippy {}", targets.join(" ")), || run(&mut cargo(&clippy)))?;
    }
    if options.quick {
        report.left_out("docs", "as told");
    } else {
        let docs = ["doc", "--workspace", "--no-deps"];
        report.step("docs", || run(cargo(&docs).env("RUSTDOCFLAGS", "-D warnings")))?;
    }
    if answers("cargo-deny", "--version") {
        let deny = ["deny", "check", "bans", "licenses", "sources"];
        report.step("dependencies", || run(&mut cargo(&deny)))?;
    } else {
        report.left_out("dependencies", "cargo-deny is not installed");
    }
    report.step("schema", schema::check)
}

// cargo's own runner: one process, so that the template database is migrated once for all tests.
fn sqlite_tests(filter: Option<&str>) -> Result<()> {
    run(cargo(&["test", "--workspace"]).args(filter).env_remove(DATABASE_URL))
}

fn postgres_tests(url: &str, filter: Option<&str>) -> Result<()> {
    run(cargo(&["test", "--package", "tests"]).args(filter).env(DATABASE_URL, url))
}

/// One line per step.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
}

impl Report {
    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        self.line(if outcome.is_ok() { "ok" } else { "FAILED" }, name, &seconds(start.elapsed()));
        outcome
    }

    fn left_out(&mut self, name: &str, reason: &str) {
        self.line("left out", name, reason);
    }

    fn line(&mut self, result: &str, name: &str, note: &str) {
        self.lines.push(format!("{result:<8}  {name:<19}  {note}"));
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:>6.1} s", duration.as_secs_f64())
}
