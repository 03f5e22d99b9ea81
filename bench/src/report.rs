//! The tables, in Markdown, for `bench/RESULTS.md`.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::Result;

use crate::Options;
use crate::import::Imported;
use crate::measure::{Measured, Sample, Sides};
use crate::workload::Aim;

/// What is told in the end.
pub struct Report {
    head: String,
    /// The import.
    pub import: Option<Imported>,
    /// The databases.
    pub databases: Vec<Measured>,
}

impl Report {
    /// An empty one.
    pub fn new(options: &Options) -> Self {
        let Options { structures, observations, programmes, members, .. } = options;
        let Options { seconds, repetitions, connections, .. } = options;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let head = format!(
            "{observations} observations by {members} member structures over four years, {structures} structures, {programmes} programmes; \
             {connections} connections (a quarter of them for tables), medians of {repetitions} runs of {seconds} s on each side, in turns; {cores} \
             processors, shared with the load.\n"
        );
        Self { head, import: None, databases: Vec::new() }
    }

    /// To standard output.
    pub fn print(&self) -> Result<()> {
        Ok(std::io::stdout().write_all(self.text()?.as_bytes())?)
    }

    fn text(&self) -> Result<String> {
        let mut text = self.head.clone();
        self.ratios(&mut text)?;
        for database in &self.databases {
            database.figures(&mut text)?;
        }
        self.others(&mut text)?;
        Ok(text)
    }

    fn ratios(&self, text: &mut String) -> Result<()> {
        writeln!(text, "\n## Ratios\n\nServer to another side; above 1, the server is better.\n")?;
        writeln!(
            text,
            "| workload | database | beside | requests/s | CPU | aim | |\n|---|---|---|---:|---:|---:|---|"
        )?;
        for (database, sides) in
            self.databases.iter().flat_map(|one| one.sides.iter().map(move |sides| (one, sides)))
        {
            let (bare, alone) = match sides.aim {
                Some(Aim::Bare(aim)) => (Some(aim), None),
                Some(Aim::Alone(aim)) => (None, Some(aim)),
                None => (None, None),
            };
            let mut line = |name: &str, beside: &Sample, aim: Option<f64>| {
                let ratio = sides.server.run.per_second / beside.run.per_second;
                let cpu = whole_cpu(beside) / whole_cpu(&sides.server);
                let verdict = match aim {
                    Some(aim) if ratio >= aim => "reached",
                    Some(_) => "**missed**",
                    None => "",
                };
                let aim = aim.map(|aim| format!(">= {aim}")).unwrap_or_default();
                let (title, database) = (sides.title, database.name);
                writeln!(
                    text,
                    "| {title} | {database} | {name} | {ratio:.2} | {cpu:.2} | {aim} | {verdict} |"
                )
            };
            line("bare HTTP", &sides.bare, bare)?;
            if let (Some(pgbench), Some(aim)) = (&sides.pgbench, alone) {
                line("pgbench", pgbench, Some(aim))?;
            }
        }
        Ok(())
    }

    fn others(&self, text: &mut String) -> Result<()> {
        writeln!(text, "\n## Start, memory, import\n\n| what | measured | aim | |\n|---|---:|---:|---|")?;
        let mut line = |what: &str, measured: f64, unit: &str, (aim, good): (&str, bool)| {
            let verdict = if good { "reached" } else { "**missed**" };
            writeln!(text, "| {what} | {measured:.1} {unit} | {aim} | {verdict} |")
        };
        for database in &self.databases {
            let name = database.name;
            let mut ready: Vec<f64> = database.ready.iter().map(std::time::Duration::as_secs_f64).collect();
            ready.sort_unstable_by(f64::total_cmp);
            let ready = ready.get(ready.len() / 2).copied().unwrap_or(0.0);
            line(&format!("{name}: start until ready"), ready, "s", ("< 2 s", ready < 2.0))?;
            let took = database.feasibility.0.run.p50;
            line(
                &format!("{name}: feasibility of 200 sessions and 300 lines"),
                took,
                "ms",
                ("< 50 ms", took < 50.0),
            )?;
            let memory = database.resident.1;
            line(&format!("{name}: most memory while serving"), memory, "MB", ("< 150 MB", memory < 150.0))?;
        }
        if let Some(Imported { file, rows, created, seconds }) = &self.import {
            let rate = f64::from(*rows) / seconds;
            let what = format!(
                "import on SQLite ({file}: {rows} rows, {created} structures created, {seconds:.1} s)"
            );
            line(&what, rate, "rows/s", (">= 5000", rate >= 5000.0))?;
        }
        Ok(())
    }
}

fn whole_cpu(sample: &Sample) -> f64 {
    (sample.cpu + sample.database_cpu).max(0.001)
}

impl Measured {
    fn figures(&self, text: &mut String) -> Result<()> {
        let name = self.name;
        writeln!(text, "\n## {name}\n")?;
        writeln!(
            text,
            "| workload | side | requests/s | p50 ms | p99 ms | CPU ms/request | of the database | memory MB | KB/answer | statements |\n\
             |---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
        )?;
        for Sides { title, statements, server, bare, pgbench, .. } in &self.sides {
            row(text, (title, "server"), server, &format!("{statements:.1}"))?;
            row(text, (title, "bare HTTP"), bare, "")?;
            if let Some(pgbench) = pgbench {
                row(text, (title, "pgbench"), pgbench, "")?;
            }
        }
        let (feasibility, statements) = &self.feasibility;
        row(text, ("feasibility", "server"), feasibility, &format!("{statements:.1}"))?;
        row(text, ("table right behind the writes", "server"), &self.table_behind_writes, "")?;
        let filled = &self.filled;
        writeln!(
            text,
            "\nA page holds {:.1} observations in the mean. First table {:.1} s behind the start of the server; {:.0} MB once \
             it is ready and has made it. Filled in {:.0} s; the cut, {} facts, took {:.1} s of these.",
            self.page,
            self.first_table.as_secs_f64(),
            self.resident.0,
            filled.seconds,
            filled.facts,
            filled.cut_seconds,
        )?;
        Ok(())
    }
}

fn row(text: &mut String, (title, side): (&str, &str), sample: &Sample, statements: &str) -> Result<()> {
    let Sample { run, cpu, database_cpu, resident } = sample;
    let shown = |figure: f64, digits: usize| {
        if figure.is_nan() || figure == 0.0 { String::new() } else { format!("{figure:.digits$}") }
    };
    writeln!(
        text,
        "| {title} | {side} | {} | {} | {} | {} | {} | {} | {} | {statements} |",
        shown(run.per_second, 0),
        shown(run.p50, 2),
        shown(run.p99, 2),
        shown(*cpu, 3),
        shown(*database_cpu, 3),
        shown(*resident, 0),
        shown(f64::from(u32::try_from(run.bytes)?) / 1024.0, 1),
    )?;
    Ok(())
}
