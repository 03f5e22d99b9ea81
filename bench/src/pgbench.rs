//! PostgreSQL alone: the statements that the server sends (`bench/sql/w*.sql`), prepared, through `pgbench`.
//!
//! `pgbench` draws numbers only. Its scripts read ten rows of parameters at once and ask ten times, so that
//! reading them weighs little.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use maillage::db::Db;
use sea_orm::ConnectionTrait;

use crate::Options;
use crate::generate::Filled;
use crate::load::Run;
use crate::named::{file, replaced, statements};
use crate::workload::Workload;

/// Times that a script asks.
const TIMES: usize = 10;

/// Scripts ready to run.
pub struct Pgbench {
    program: PathBuf,
    url: String,
    folder: PathBuf,
    constants: Vec<(String, String)>,
}

/// The server computes tables in memory: what they are beside is their best SQL, and so are pages of editions.
fn statements_of(code: &str) -> Result<String> {
    let best = matches!(code, "w3" | "w5");
    file(&if best { format!("sql/bare-{code}.sql") } else { format!("sql/{code}.sql") })
}

impl Pgbench {
    /// Puts parameters into tables and writes scripts.
    pub async fn prepare(
        program: &Path,
        url: &str,
        db: &Db,
        filled: &Filled,
        workloads: &[Workload],
    ) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("maillage-pgbench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        for workload in workloads {
            let groups = keep_parameters(db, workload).await?;
            let script = script(workload, &statements_of(workload.code)?, groups)?;
            std::fs::write(folder.join(workload.code), script)?;
        }
        let stored = filled.keys.stored.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let mut constants: Vec<(String, String)> = stored.collect();
        constants.push(("now".to_owned(), filled.cut_at.to_rfc3339()));
        constants.push(("member".to_owned(), filled.keys.member.0.to_string()));
        Ok(Self { program: program.to_owned(), url: url.to_owned(), folder, constants })
    }

    /// Runs one script.
    pub fn run(&self, workload: &Workload, options: &Options) -> Result<Run> {
        let mut command = Command::new(&self.program);
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
        // as the server and the bare one have it
        command.env("PGOPTIONS", "-c jit=off -c timezone=UTC");
        command
            .arg(format!("--client={}", workload.connections(options)))
            .arg(format!("--time={}", options.seconds));
        for (name, value) in &self.constants {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let output = command.arg("--file").arg(self.folder.join(workload.code)).arg(&self.url).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let told = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "pgbench failed: {told}");
        let figure = |name: &str| -> Result<f64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).context("a line of pgbench")?;
            Ok(line.split_whitespace().next().unwrap_or_default().parse()?)
        };
        let times = f64::from(u32::try_from(TIMES)?);
        let scripts = figure("number of transactions actually processed: ")?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let answers = (scripts * times) as usize;
        let mean = figure("latency average = ")? / times;
        Ok(Run { per_second: figure("tps = ")? * times, p50: mean, p99: f64::NAN, answers, bytes: 0 })
    }
}

impl Drop for Pgbench {
    fn drop(&mut self) {
        // a folder left in the system's is no harm
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// One row for each ten draws; how many rows there are.
async fn keep_parameters(db: &Db, workload: &Workload) -> Result<usize> {
    let names: Vec<&str> =
        workload.draws.first().context("nothing drawn")?.named.iter().map(|named| named.0).collect();
    let columns: Vec<String> =
        (0..TIMES).flat_map(|time| names.iter().map(move |name| format!("\"{name}_{time}\" text"))).collect();
    let table = format!("bench_{}", workload.code);
    let create = format!("create table {table} (n int primary key, {})", columns.join(", "));
    db.owner().execute_unprepared(&create).await?;
    let mut groups = 0;
    for group in workload.draws.chunks_exact(TIMES) {
        groups += 1;
        let values: Vec<String> =
            group.iter().flat_map(|draw| &draw.named).map(|(_, value)| format!("'{value}'")).collect();
        let insert = format!("insert into {table} values ({groups}, {})", values.join(", "));
        db.owner().execute_unprepared(&insert).await?;
    }
    db.owner().execute_unprepared(&format!("analyze {table}")).await?;
    Ok(groups)
}

fn script(workload: &Workload, sql: &str, groups: usize) -> Result<String> {
    let names: Vec<&str> =
        workload.draws.first().context("nothing drawn")?.named.iter().map(|named| named.0).collect();
    let mut text =
        format!("\\set n random(1, {groups})\nselect * from bench_{} where n = :n \\gset\n", workload.code);
    for time in 0..TIMES {
        for statement in statements(sql) {
            let put = |name: &str| {
                if names.contains(&name) { format!(":{name}_{time}") } else { format!(":{name}") }
            };
            writeln!(text, "{};", replaced(&statement, put))?;
        }
    }
    Ok(text)
}
