//! A file read through its mapping: one result per row.

use std::collections::HashMap;

use super::draft::{Build, Draft};
use super::plan::Plan;
use super::{Input, Limits, Mapping, Problem, ProblemCode, RawRow, Result, Source};

pub use super::plan::Skip;

/// A file and its mapping, fitted to each other. Iterate to read the rows; a fault ends them.
pub struct Import {
    source: Source,
    plan: Plan,
    above: HashMap<usize, String>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A record to judge and write.
    Draft(Draft),
    /// No record.
    Skipped(Skip),
    /// Refused: one of the problems is an error.
    Rejected,
}

/// A row, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// Its number as the user sees it.
    pub row: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// Its errors and warnings.
    pub problems: Vec<Problem>,
}

impl Import {
    /// Opens a file; faults are those of the file and of columns the mapping names in vain.
    pub fn open(input: impl Input, mapping: &Mapping, limits: Limits) -> Result<Self> {
        let source = Source::open(Box::new(input), &mapping.file, limits)?;
        let plan = Plan::new(mapping, &source.header)?;
        Ok(Self { source, plan, above: HashMap::new() })
    }

    /// SHA-256 of the file, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.source.sha256
    }

    /// Length of the file, and how much of it was read; of a workbook only the length is known.
    pub fn progress(&self) -> (u64, Option<u64>) {
        (self.source.bytes, self.source.read_bytes())
    }

    fn read(&mut self, raw: RawRow) -> RowResult {
        let RawRow { number: row, mut cells, problems } = raw;
        self.plan.clean(&mut cells);
        if let Some(skip) = self.plan.is_no_row(&cells) {
            return RowResult { row, outcome: Outcome::Skipped(skip), problems: Vec::new() };
        }
        self.plan.fill_down(&mut cells, &mut self.above);
        if let Some(skip) = self.plan.skipped(&cells) {
            return RowResult { row, outcome: Outcome::Skipped(skip), problems: Vec::new() };
        }
        let mut build = Build { plan: &self.plan, cells: &cells, problems };
        let external_id = external_id(&mut build, self.source.sha256.as_str(), row);
        let draft = external_id.and_then(|id| Draft::read(&mut build, id));
        let problems = build.problems;
        let draft = draft.filter(|_| !problems.iter().any(Problem::is_error));
        RowResult { row, outcome: draft.map_or(Outcome::Rejected, Outcome::Draft), problems }
    }
}

/// The first that gives something; without any in the mapping, the file and the row.
fn external_id(build: &mut Build<'_>, sha256: &str, row: u64) -> Option<String> {
    let plan = build.plan;
    if plan.external_id.is_empty() {
        return Some(format!("{sha256}:{row}"));
    }
    let found = plan.external_id.iter().find_map(|fitted| build.first(Some(fitted)));
    if found.is_none() {
        build.problems.push(Problem::error(ProblemCode::ExternalIdEmpty).field("external_id"));
    }
    found
}

impl Iterator for Import {
    type Item = Result<RowResult>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = self.source.next()?;
        Some(raw.map(|raw| self.read(raw)))
    }
}
