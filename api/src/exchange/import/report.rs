//! What an import tells: a line per row in a CSV file, and counts.

use std::collections::BTreeMap;
use std::io::Write;

use serde::{Deserialize, Serialize};

use super::Problem;
use super::rows::Skip;
use crate::cell::defuse;
use crate::error::Text;

/// What became of a row once written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// A new record.
    Created,
    /// A known record, changed.
    Updated,
    /// A known record that says the same.
    Unchanged,
    /// No record: the mapping, or the row itself, says so.
    Skipped,
    /// Refused, with its reasons.
    Rejected,
}

impl Verdict {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Created, Self::Updated, Self::Unchanged, Self::Skipped, Self::Rejected];

    /// The code as reports print it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Unchanged => "UNCHANGED",
            Self::Skipped => "SKIPPED",
            Self::Rejected => "REJECTED",
        }
    }
}

/// What there is to say of a row: a problem of the file, or what a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its code.
    pub code: String,
    /// The field it is about, as mappings or the API name it.
    pub field: Option<String>,
    /// The sentence in both languages.
    pub text: Text,
}

impl From<&Problem> for Remark {
    fn from(problem: &Problem) -> Self {
        let field = problem.field.map(str::to_owned);
        Self { code: problem.code.as_str().to_owned(), field, text: problem.text() }
    }
}

/// One row of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number as the user sees it.
    pub row: u64,
    /// Its external id, if it came that far.
    pub external_id: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why it was skipped.
    pub skip: Option<Skip>,
    /// Its errors and warnings.
    pub remarks: Vec<Remark>,
}

/// Counts of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Rows by verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// Rows skipped, by code or by the mapping's reason.
    pub skips: BTreeMap<String, u64>,
    /// Errors and warnings by code.
    pub remarks: BTreeMap<String, u64>,
    /// Rows written that have a warning.
    pub warned: u64,
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, line: &Line) {
        *self.verdicts.entry(line.verdict).or_default() += 1;
        if let Some(skip) = &line.skip {
            let reason = skip.reason().unwrap_or(skip.as_str());
            *self.skips.entry(reason.to_owned()).or_default() += 1;
        }
        for remark in &line.remarks {
            *self.remarks.entry(remark.code.clone()).or_default() += 1;
        }
        self.warned += u64::from(line.verdict != Verdict::Rejected && !line.remarks.is_empty());
    }

    /// How many rows met this verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// How many rows were judged.
    pub fn rows(&self) -> u64 {
        self.verdicts.values().sum()
    }
}

/// The report file: CSV with `;`, one line per row of the import, UTF-8 with a byte order mark so that
/// spreadsheets read its accents.
pub struct Report<W: Write> {
    file: csv::Writer<W>,
}

const HEADER: [&str; 6] = ["row", "external_id", "verdict", "codes", "message_fr", "message_en"];

impl<W: Write> Report<W> {
    /// Writes the header.
    pub fn new(mut output: W) -> std::io::Result<Self> {
        output.write_all("\u{feff}".as_bytes())?;
        let mut report = Self::after_header(output);
        report.file.write_record(HEADER)?;
        Ok(report)
    }

    /// Goes on behind what is there.
    pub fn after_header(output: W) -> Self {
        Self { file: csv::WriterBuilder::new().delimiter(b';').from_writer(output) }
    }

    /// Writes a row.
    pub fn add(&mut self, line: &Line) -> std::io::Result<()> {
        let skip = line.skip.as_ref().map(Skip::as_str);
        let codes = skip.into_iter().chain(line.remarks.iter().map(|remark| remark.code.as_str()));
        let reason = || line.skip.as_ref().and_then(Skip::reason).into_iter();
        let french = reason().chain(line.remarks.iter().map(|remark| remark.text.fr.as_str()));
        let english = reason().chain(line.remarks.iter().map(|remark| remark.text.en.as_str()));
        self.file.write_record([
            line.row.to_string().as_str(),
            &defuse(line.external_id.as_deref().unwrap_or_default()),
            line.verdict.as_str(),
            &codes.collect::<Vec<_>>().join(" "),
            &defuse(&french.collect::<Vec<_>>().join("\n")),
            &defuse(&english.collect::<Vec<_>>().join("\n")),
        ])?;
        Ok(())
    }

    /// Hands everything on to the output.
    pub fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
