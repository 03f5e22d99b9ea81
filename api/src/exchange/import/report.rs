//! What an import tells: a line per row in a CSV file, and counts.

use std::collections::BTreeMap;
use std::io::Write;

use super::rows::Skip;
use super::{Problem, ProblemCode};
use crate::cell::defuse;

/// What became of a row once written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// One row of the report.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its number as the user sees it.
    pub row: u64,
    /// Its external id, if it came that far.
    pub external_id: Option<&'a str>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why it was skipped.
    pub skip: Option<&'a Skip>,
    /// Its errors and warnings.
    pub problems: &'a [Problem],
}

/// Counts of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows by verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// Rows skipped, by reason.
    pub skips: BTreeMap<Skip, u64>,
    /// Problems by code.
    pub problems: BTreeMap<ProblemCode, u64>,
    /// Rows written that have a warning.
    pub warned: u64,
}

impl Tally {
    /// Counts a row.
    pub fn add(&mut self, line: &Line<'_>) {
        *self.verdicts.entry(line.verdict).or_default() += 1;
        if let Some(skip) = line.skip {
            *self.skips.entry(skip.clone()).or_default() += 1;
        }
        for problem in line.problems {
            *self.problems.entry(problem.code).or_default() += 1;
        }
        self.warned += u64::from(line.verdict != Verdict::Rejected && !line.problems.is_empty());
    }
}

/// The report file: CSV with `;`, one line per row of the import, UTF-8 with a byte order mark so that
/// spreadsheets read its accents.
pub struct Report<W: Write> {
    file: csv::Writer<W>,
    tally: Tally,
}

const HEADER: [&str; 6] = ["row", "external_id", "verdict", "codes", "message_fr", "message_en"];

impl<W: Write> Report<W> {
    /// Writes the header.
    pub fn new(mut output: W) -> std::io::Result<Self> {
        output.write_all("\u{feff}".as_bytes())?;
        let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(output);
        file.write_record(HEADER)?;
        Ok(Self { file, tally: Tally::default() })
    }

    /// Writes and counts a row.
    pub fn add(&mut self, line: &Line<'_>) -> std::io::Result<()> {
        self.tally.add(line);
        let texts = || line.problems.iter().map(Problem::text);
        let skip = line.skip.map(Skip::as_str);
        let codes = skip.into_iter().chain(line.problems.iter().map(|problem| problem.code.as_str()));
        let reason = line.skip.and_then(Skip::reason).map(str::to_owned);
        let french = reason.clone().into_iter().chain(texts().map(|text| text.fr));
        let english = reason.into_iter().chain(texts().map(|text| text.en));
        self.file.write_record([
            line.row.to_string().as_str(),
            &defuse(line.external_id.unwrap_or_default()),
            line.verdict.as_str(),
            &codes.collect::<Vec<_>>().join(" "),
            &defuse(&french.collect::<Vec<_>>().join("\n")),
            &defuse(&english.collect::<Vec<_>>().join("\n")),
        ])?;
        Ok(())
    }

    /// Ends the file and gives the counts.
    pub fn finish(mut self) -> std::io::Result<Tally> {
        self.file.flush()?;
        Ok(self.tally)
    }
}
