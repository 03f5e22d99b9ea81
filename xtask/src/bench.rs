//! `cargo xtask bench`: the server beside the physical limit, on SQLite and on a PostgreSQL of its own. What is
//! measured, and the data, live in the crate `bench`; here are only the programs it needs.

use std::path::Path;

use anyhow::Result;

use crate::command::{cargo, root, run};
use crate::postgres::{self, Cluster};

/// An open file that mapping `jaune2010` reads, where somebody keeps it beside the project.
const FILE: &str = "../shared/data/jaune2010/plf-2012-jaune-2010.nopii.csv";

/// What to leave out, and what to pass on.
#[derive(clap::Args)]
pub struct Options {
    /// Leave PostgreSQL out
    #[arg(long)]
    sqlite_only: bool,
    /// For the bench itself, such as `--observations 20000 --seconds 1`; `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds everything in release, then measures.
pub fn perform(options: &Options) -> Result<()> {
    run(&mut cargo(&["build", "--release", "--package", "maillage", "--package", "bench"]))?;
    let mut bench = cargo(&["run", "--quiet", "--release", "--package", "bench", "--", "run"]);
    let file = root().join(FILE);
    if file.is_file() {
        bench.arg("--import").arg(file);
    }
    if options.sqlite_only {
        return run(bench.args(&options.rest));
    }
    let pgbench = postgres::find_or_install()?.join("pgbench");
    let cluster = Cluster::start()?;
    bench.arg("--postgres").arg(cluster.url());
    if Path::is_file(&pgbench) {
        bench.arg("--pgbench").arg(pgbench);
    }
    run(bench.args(&options.rest))
}
