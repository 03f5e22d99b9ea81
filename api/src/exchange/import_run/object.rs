use std::sync::Arc;

use async_graphql::{Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::import_run;

use super::store::Progress;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::exchange::import::{Tally, Verdict};
use crate::graphql::{Node, id_text};

/// What became of a row.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Verdict")]
pub enum ImportOutcome {
    /// A new record.
    Created,
    /// A known record, changed.
    Updated,
    /// A known record that says so already.
    Unchanged,
    /// No record: a blank row, a header again, or what the mapping leaves out.
    Skipped,
    /// Refused, with its reasons.
    Rejected,
}

/// How many rows met which verdict.
#[derive(SimpleObject, Clone, Debug)]
pub struct ImportStats {
    /// Rows judged.
    rows: i64,
    /// New records.
    created: i64,
    /// Known records, changed.
    updated: i64,
    /// Known records that said so already.
    unchanged: i64,
    /// Rows that are no record.
    skipped: i64,
    /// Rows refused.
    rejected: i64,
    /// Rows written though something is odd.
    warned: i64,
    /// Errors and warnings by code.
    codes: Vec<ImportCodeStats>,
}

/// How often an error or a warning came up.
#[derive(SimpleObject, Clone, Debug)]
pub struct ImportCodeStats {
    /// Its code.
    code: String,
    /// How often.
    count: i64,
}

impl From<&Tally> for ImportStats {
    fn from(tally: &Tally) -> Self {
        let of = |verdict| number(tally.of(verdict));
        let code =
            |(code, count): (&String, &u64)| ImportCodeStats { code: code.clone(), count: number(*count) };
        Self {
            rows: number(tally.rows()),
            created: of(Verdict::Created),
            updated: of(Verdict::Updated),
            unchanged: of(Verdict::Unchanged),
            skipped: of(Verdict::Skipped),
            rejected: of(Verdict::Rejected),
            warned: number(tally.warned),
            codes: tally.remarks.iter().map(code).collect(),
        }
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A file brought in, or on its way.
#[derive(Clone, Debug)]
pub struct ImportRun(Arc<import_run::Model>);

impl ImportRun {
    /// Wraps a row.
    pub fn new(row: import_run::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for ImportRun {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.started_at), KeyPart::Id(self.0.id.0)]
    }
}

/// A file brought in for a member structure, or on its way: an import that was interrupted is taken up when the
/// same file comes again with the same mapping.
#[Object]
impl ImportRun {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What the file holds: `STRUCTURES`, `OBSERVATIONS` or `SCHEMES`.
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// Name of the file.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// SHA-256 of the file, in hexadecimal.
    async fn file_hash(&self) -> &str {
        &self.0.file_hash
    }

    /// The last row written, as its user counts: the line of a CSV file, the row of a sheet.
    async fn last_row(&self) -> i64 {
        self.0.last_row
    }

    /// Verdicts so far.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn stats(&self) -> Result<ImportStats> {
        Ok((&Progress::of(&self.0)?.tally).into())
    }

    /// When it began.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// When it reached the end of the file; null while it has not.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }
}
