//! One database: filled, compared, measured. Sides take turns, so that what else the machine does hits all of
//! them; medians are kept.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use maillage::db::Sql;
use maillage::error::Error;

use crate::database::Place;
use crate::generate::{self, Filled};
use crate::load::{self, Run, Wire};
use crate::pgbench::Pgbench;
use crate::process::{Server, cpu_seconds, family_cpu_seconds, parent_of, resident_megabytes};
use crate::workload::{self, Aim, Workload};
use crate::{Options, check, statements};

/// What came out for a database.
pub struct Measured {
    /// Its name.
    pub name: &'static str,
    /// How it was filled.
    pub filled: Filled,
    /// From the start of `serve` until it was ready, each time.
    pub ready: Vec<Duration>,
    /// From the start of `serve` until the first table was there.
    pub first_table: Duration,
    /// Megabytes of the server: once ready, and at most.
    pub resident: (f64, f64),
    /// Observations on the mean page.
    pub page: f64,
    /// One for each workload.
    pub sides: Vec<Sides>,
    /// The feasibility of 200 sessions and 300 lines of money, asked by one connection; SQL statements of a request.
    pub feasibility: (Sample, f64),
    /// A table while many rows are less than a minute old.
    pub table_behind_writes: Sample,
}

/// One workload.
pub struct Sides {
    /// As reports call it.
    pub title: &'static str,
    /// What it should reach.
    pub aim: Option<Aim>,
    /// SQL statements of a request to the server.
    pub statements: f64,
    /// The server.
    pub server: Sample,
    /// The bare HTTP server.
    pub bare: Sample,
    /// PostgreSQL alone.
    pub pgbench: Option<Sample>,
}

/// A run, or the medians of several.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    /// What the load saw.
    pub run: Run,
    /// Milliseconds of CPU of the server's process for each request.
    pub cpu: f64,
    /// The same of PostgreSQL.
    pub database_cpu: f64,
    /// Megabytes of the server behind the run.
    pub resident: f64,
}

/// Fills a database and measures everything on it.
pub async fn measure(options: &Options, place: &Place) -> Result<Measured> {
    eprintln!("{}: filling", place.name());
    let filled = generate::fill(options, place).await?;
    eprintln!("  filled in {:.0} s, of which the cut {:.1} s", filled.seconds, filled.cut_seconds);
    let db = place.open_to_fill().await?;
    let workloads = workload::all(&db, &filled, options.seed).await?;
    let postmaster = if db.is_embedded() {
        None
    } else {
        let row = Sql::new("select pg_backend_pid()").first(db.reader()).await.map_err(Error::into_anyhow)?;
        let backend: i32 = row.context("no process")?.take().map_err(Error::into_anyhow)?;
        parent_of(u32::try_from(backend)?)
    };
    let pgbench = match (&options.pgbench, &place.url) {
        (Some(program), Some(url)) => Some(Pgbench::prepare(program, url, &db, &filled, &workloads).await?),
        _ => None,
    };
    db.close().await?;
    let feasibility = workload::feasibility(&filled)?;
    let lone = statements::per_request(place, std::slice::from_ref(&feasibility)).await?;
    let counts = statements::per_request(place, &workloads).await?;
    eprintln!("  statements a request: {counts:?}");
    let bench = Bench { options, place, cut_at: filled.cut_at.format("%H:%M:%S").to_string(), postmaster };
    let feasibility = (&feasibility, lone.first().copied().unwrap_or(0.0));
    bench.all(filled, (&workloads, &counts), feasibility, pgbench.as_ref())
}

/// Longest wait for the first table.
const PATIENCE: Duration = Duration::from_mins(3);

struct Bench<'b> {
    options: &'b Options,
    place: &'b Place,
    cut_at: String,
    postmaster: Option<u32>,
}

impl Bench<'_> {
    fn all(
        &self,
        filled: Filled,
        (workloads, counts): (&[Workload], &[f64]),
        (feasibility, statements): (&Workload, f64),
        pgbench: Option<&Pgbench>,
    ) -> Result<Measured> {
        let ready = (0..3).map(|_| self.start_and_stop()).collect::<Result<Vec<_>>>()?;
        let server = self.server()?;
        let first_table = first_table(&server, workloads)?;
        let idle = resident_megabytes(server.id()).0;
        let bare = Server::bare(self.place)?;
        let page = check::compare(&server, &bare, workloads)?;
        let feasibility = self.sample(&server, feasibility, (&feasibility.requests(), self.time()))?;
        let feasibility = (feasibility, statements);
        let mut sides = Vec::new();
        for (workload, count) in workloads.iter().zip(counts) {
            eprintln!("  {}", workload.title);
            sides.push(self.sides(workload, *count, (&server, &bare, pgbench))?);
        }
        let table = workloads.iter().find(|workload| workload.code == "w3").context("no table")?;
        let table_behind_writes = self.sample(&server, table, (&table.requests(), self.time()))?;
        let resident = (idle, resident_megabytes(server.id()).1);
        server.stop()?;
        let name = self.place.name();
        Ok(Measured {
            name,
            filled,
            ready,
            first_table,
            resident,
            page,
            sides,
            feasibility,
            table_behind_writes,
        })
    }

    fn program(&self) -> Result<PathBuf> {
        match &self.options.server {
            Some(program) => Ok(program.canonicalize()?),
            None => Ok(std::env::current_exe()?.with_file_name("maillage")),
        }
    }

    fn server(&self) -> Result<Server> {
        Server::maillage(&self.program()?, self.place, &self.cut_at)
    }

    fn start_and_stop(&self) -> Result<Duration> {
        let server = self.server()?;
        let ready = server.ready_in;
        server.stop()?;
        Ok(ready)
    }

    const fn time(&self) -> Duration {
        Duration::from_secs(self.options.seconds)
    }

    fn sides(
        &self,
        workload: &Workload,
        statements: f64,
        (server, bare, pgbench): (&Server, &Server, Option<&Pgbench>),
    ) -> Result<Sides> {
        let (ours, theirs) = (workload.requests(), workload.bare_requests());
        let warm = Duration::from_secs(1);
        self.sample(server, workload, (&ours, warm))?;
        self.sample(bare, workload, (&theirs, warm))?;
        let mut samples = [Vec::new(), Vec::new(), Vec::new()];
        for turn in 0..self.options.repetitions * 3 {
            // server bare pgbench, bare pgbench server, ...
            let side = (turn + turn / 3) % 3;
            let sample = match side {
                0 => self.sample(server, workload, (&ours, self.time()))?,
                1 => self.sample(bare, workload, (&theirs, self.time()))?,
                _ => match pgbench {
                    Some(pgbench) => self.alone(pgbench, workload)?,
                    None => continue,
                },
            };
            if let Some(samples) = samples.get_mut(side) {
                samples.push(sample);
            }
        }
        let [server, bare, alone] = samples.map(|samples| median(&samples));
        let pgbench = pgbench.map(|_| alone);
        Ok(Sides { title: workload.title, aim: workload.aim, statements, server, bare, pgbench })
    }

    fn sample(
        &self,
        server: &Server,
        workload: &Workload,
        (requests, time): (&[Wire], Duration),
    ) -> Result<Sample> {
        let before = (cpu_seconds(server.id(), false), self.database_seconds());
        let run = load::run(server.address, requests, workload.connections(self.options), time)?;
        let cpu = milliseconds(cpu_seconds(server.id(), false) - before.0, run.answers);
        let database_cpu = milliseconds(self.database_seconds() - before.1, run.answers);
        Ok(Sample { run, cpu, database_cpu, resident: resident_megabytes(server.id()).0 })
    }

    fn alone(&self, pgbench: &Pgbench, workload: &Workload) -> Result<Sample> {
        let before = self.database_seconds();
        let run = pgbench.run(workload, self.options)?;
        let database_cpu = milliseconds(self.database_seconds() - before, run.answers);
        Ok(Sample { run, database_cpu, ..Sample::default() })
    }

    fn database_seconds(&self) -> f64 {
        self.postmaster.map_or(0.0, family_cpu_seconds)
    }
}

fn milliseconds(seconds: f64, answers: usize) -> f64 {
    seconds * 1000.0 / f64::from(u32::try_from(answers.max(1)).unwrap_or(u32::MAX))
}

fn first_table(server: &Server, workloads: &[Workload]) -> Result<Duration> {
    let start = Instant::now();
    let table = workloads.iter().find(|workload| workload.code == "w3").context("no table")?;
    let requests = table.requests();
    let request = requests.first().context("no year")?;
    // the server gives up a request that waits too long for the figures, which it reads all the same
    while let Err(error) = load::Connection::open(server.address)?.ask(request) {
        if start.elapsed() > PATIENCE {
            return Err(error);
        }
    }
    Ok(server.ready_in + start.elapsed())
}

/// Each figure's own median.
fn median(samples: &[Sample]) -> Sample {
    let middle = |figure: fn(&Sample) -> f64| {
        let mut all: Vec<f64> = samples.iter().map(figure).collect();
        all.sort_unstable_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    };
    let run = Run {
        per_second: middle(|sample| sample.run.per_second),
        p50: middle(|sample| sample.run.p50),
        p99: middle(|sample| sample.run.p99),
        ..samples.first().map(|sample| sample.run).unwrap_or_default()
    };
    Sample {
        run,
        cpu: middle(|sample| sample.cpu),
        database_cpu: middle(|sample| sample.database_cpu),
        resident: middle(|sample| sample.resident),
    }
}
