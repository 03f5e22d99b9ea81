use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use entity::{MemberId, Visibility};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Unreadable, print};
use crate::app::App;
use crate::directory::structure as directory;
use crate::exchange::import::{Fault, Kind, Line, Tally, Verdict};
use crate::exchange::import_run::{
    Halt, Observations, Order, Recipe, ReportFile, Runner, Schemes, Start, Structures, Target, Witness,
    find_members,
};
use crate::graphql::Language;
use crate::observation::rules as observation;
use crate::trail::{Author, Stamp};

/// What a file holds.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// Structures of the directory.
    Structures,
    /// Needs observations.
    Observations,
    /// Funding schemes.
    Schemes,
}

/// A file to import.
#[derive(Args, Debug)]
pub struct ImportArguments {
    /// What the file holds.
    records: Records,
    /// CSV (UTF-8 or Windows-1252) or xlsx.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// Mapping file, or the name of a shipped one: aides-territoires, festivals, jaune2010, jaune2010-programmes,
    /// loire-atlantique, montpellier-associations, montpellier-requests, museums.
    #[arg(long, value_name = "FILE|NAME")]
    mapping: String,
    /// Member structure that contributes the records: its id or its name.
    #[arg(long, value_name = "ID|NAME")]
    member: String,
    /// Judges every row and writes nothing. Rows see what earlier rows of the file would have written.
    #[arg(long)]
    dry_run: bool,
    /// Where the verdict on each row goes (default: imports/ in the data folder).
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Begins again where an interrupted import of the same file would be taken up.
    #[arg(long)]
    restart: bool,
    /// Who may see observations whose row does not say it.
    #[arg(long, value_name = "LEVEL", default_value = "private")]
    visibility: Level,
}

/// How far an observation is seen.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Level {
    Private,
    AggregateOnly,
    Network,
    Public,
}

impl From<Level> for Visibility {
    fn from(level: Level) -> Self {
        match level {
            Level::Private => Self::Private,
            Level::AggregateOnly => Self::AggregateOnly,
            Level::Network => Self::Network,
            Level::Public => Self::Public,
        }
    }
}

/// Imports a file for a member structure. Rejected rows are told, not failed at.
pub async fn import(app: &App, arguments: ImportArguments) -> anyhow::Result<()> {
    let (member, name) = member(app, &arguments.member).await?;
    let mut terminal = Terminal::new(&arguments, app.settings.data_dir.join("imports"));
    let outcome = run(app, &arguments, member, &mut terminal).await;
    terminal.bar.finish_and_clear();
    match outcome {
        Ok(()) => print(&summary(&terminal.tally, &name, &terminal.path)),
        Err(Halt::File(fault)) => Err(Unreadable(told(&fault)).into()),
        Err(Halt::Refused(mistakes)) => {
            let said: Vec<String> = mistakes.iter().map(|mistake| mistake.say(Language::En)).collect();
            bail!("{}", said.join("\n"))
        }
        Err(Halt::Broken(error)) => Err(error.into_anyhow()),
        Err(Halt::Report(error)) => Err(error).with_context(|| terminal.path.display().to_string()),
    }
}

async fn run(
    app: &App,
    arguments: &ImportArguments,
    member: MemberId,
    terminal: &mut Terminal,
) -> Result<(), Halt> {
    let kind = match arguments.records {
        Records::Structures => Kind::Structures,
        Records::Observations => Kind::Observations,
        Records::Schemes => Kind::Schemes,
    };
    let order = Order {
        file_name: arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        recipe: Recipe::read(&mapping_text(&arguments.mapping)?, kind)?,
        visibility: arguments.visibility.into(),
        dry_run: arguments.dry_run,
        restart: arguments.restart,
    };
    let (db, world, mapping) = (app.db.reader(), &app.world, &order.recipe.mapping);
    let to = (arguments.file.as_path(), terminal);
    match kind {
        Kind::Structures => {
            let by = directory::Contributor::operator(Some(member));
            drive(app, &Structures::prepare(db, by, mapping, world).await?, (member, &order), to).await
        }
        Kind::Observations => {
            let by = observation::Contributor::operator(member);
            let target = Observations::prepare(db, by, mapping, order.visibility, world).await?;
            drive(app, &target, (member, &order), to).await
        }
        Kind::Schemes => {
            let by = observation::Contributor::operator(member);
            drive(app, &Schemes::prepare(db, by, mapping, world).await?, (member, &order), to).await
        }
    }
}

async fn drive(
    app: &App,
    target: &impl Target,
    (member, order): (MemberId, &Order),
    (file, terminal): (&Path, &mut Terminal),
) -> Result<(), Halt> {
    let author = Author { member: Some(member), ..Author::default() };
    let request_id = app.world.random_id().simple().to_string();
    let stamp = Stamp { author, at: app.world.now(), request_id, world: app.world.clone() };
    let runner = Runner { db: &app.db, stamp, target, member, order };
    runner.run(|| File::open(file), terminal).await.map(drop)
}

/// The mapping file's text, or the name of a shipped one.
fn mapping_text(named: &str) -> Result<String, Fault> {
    if Path::new(named).exists() { Ok(std::fs::read_to_string(named)?) } else { Ok(named.to_owned()) }
}

/// The member structure of an id or a name.
pub async fn member(app: &App, named: &str) -> anyhow::Result<(MemberId, String)> {
    let mut found = find_members(app.db.reader(), named).await.map_err(crate::error::Error::into_anyhow)?;
    match (found.pop(), found.is_empty()) {
        (Some(member), true) => Ok(member),
        (Some(_), false) => bail!("several member structures are called \"{named}\": give the id"),
        (None, _) => bail!("there is no member structure \"{named}\""),
    }
}

/// A fault in both languages, at its row.
fn told(fault: &Fault) -> String {
    let text = fault.problem.text();
    let row = fault.row.map(|row| format!(" ({row})")).unwrap_or_default();
    format!("{}{row}\n{}\n{}", fault.problem.code.as_str(), text.fr, text.en)
}

fn summary(tally: &Tally, member: &str, report: &Path) -> String {
    let count = |verdict: Verdict| format!("{:>8} {}\n", tally.of(verdict), verdict.as_str().to_lowercase());
    let verdicts: String = Verdict::ALL.into_iter().map(count).collect();
    let remarks: Vec<String> =
        tally.remarks.iter().map(|(code, count)| format!("{count:>8} {code}\n")).collect();
    let remarks = remarks.concat();
    let warned = tally.warned;
    format!(
        "{} rows for {member}, {warned} of those written with warnings\n{verdicts}{remarks}report: {}\n",
        tally.rows(),
        report.display()
    )
}

/// The operator watches: a bar on a terminal, a line now and then elsewhere, and the report.
struct Terminal {
    bar: ProgressBar,
    folder: PathBuf,
    path: PathBuf,
    given: bool,
    report: Option<ReportFile>,
    tally: Tally,
}

/// Rows between two lines where there is no terminal.
const EVERY: u64 = 10_000;

impl Terminal {
    fn new(arguments: &ImportArguments, folder: PathBuf) -> Self {
        let (given, path) = (arguments.report.is_some(), arguments.report.clone().unwrap_or_default());
        Self { bar: ProgressBar::hidden(), folder, path, given, report: None, tally: Tally::default() }
    }

    fn open(&mut self, start: &Start) -> std::io::Result<ReportFile> {
        if !self.given {
            let name =
                start.id.map_or_else(|| "dry-run".to_owned(), |id| crate::graphql::id_text(id).to_string());
            std::fs::create_dir_all(&self.folder)?;
            self.path = self.folder.join(format!("{name}.csv"));
        }
        match start.behind {
            Some(row) => ReportFile::resume(&self.path, row),
            None => ReportFile::create(&self.path),
        }
    }
}

impl Witness for Terminal {
    fn start(&mut self, start: &Start) -> std::io::Result<()> {
        self.report = Some(self.open(start)?);
        if let Some(row) = start.behind {
            eprintln!("taken up behind row {row}, where it was interrupted; --restart begins again");
        }
        if std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left");
            self.bar = ProgressBar::new(start.rows).with_style(style.map_err(std::io::Error::other)?);
        }
        Ok(())
    }

    fn propose(&mut self, lines: &[Line]) -> std::io::Result<()> {
        self.report.as_mut().map_or(Ok(()), |report| report.propose(lines))
    }

    fn settle(&mut self, tally: &Tally) -> std::io::Result<()> {
        if let Some(report) = &mut self.report {
            report.settle();
        }
        self.bar.set_position(tally.rows());
        let passed = tally.rows() / EVERY > self.tally.rows() / EVERY;
        self.tally = tally.clone();
        if self.bar.is_hidden() && passed {
            eprintln!("{} rows, {} rejected", tally.rows(), tally.of(Verdict::Rejected));
        }
        Ok(())
    }
}
