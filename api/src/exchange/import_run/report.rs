use std::collections::BTreeMap;

use async_graphql::{Context, Object, SimpleObject};

use super::object::{ImportOutcome, ImportRun, ImportStats};
use super::witness::{Start, Witness};
use crate::exchange::import::{Line, Tally, Verdict};
use crate::graphql::Language;

/// Lines kept of each verdict; the counts tell of all.
const KEPT: usize = 1_000;

/// What an import just did, kept for its answer.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    pub(super) run: Option<ImportRun>,
    pub(super) resumed_behind: Option<u64>,
    pub(super) tally: Tally,
    lines: BTreeMap<Verdict, Vec<Line>>,
    proposed: Vec<Line>,
}

impl Witness for ImportReport {
    fn start(&mut self, start: &Start) -> std::io::Result<()> {
        self.resumed_behind = start.behind;
        Ok(())
    }

    fn propose(&mut self, lines: &[Line]) -> std::io::Result<()> {
        self.proposed = lines.to_vec();
        Ok(())
    }

    fn settle(&mut self, tally: &Tally) -> std::io::Result<()> {
        self.tally = tally.clone();
        for line in std::mem::take(&mut self.proposed) {
            let kept = self.lines.entry(line.verdict).or_default();
            if kept.len() < KEPT {
                kept.push(line);
            }
        }
        Ok(())
    }
}

/// What an import just did.
#[Object]
impl ImportReport {
    /// The import; null for a dry run, which leaves nothing.
    async fn run(&self) -> Option<&ImportRun> {
        self.run.as_ref()
    }

    /// The last row that an interrupted import of the same file had written: it was taken up behind it.
    async fn resumed_behind(&self) -> Option<u64> {
        self.resumed_behind
    }

    /// Verdicts on the whole file.
    async fn stats(&self) -> ImportStats {
        (&self.tally).into()
    }

    /// The first verdicts, in the order of the rows; at most 1,000 of each outcome are kept.
    async fn verdicts(
        &self,
        #[graphql(
            desc = "At most so many (at most 1,000).",
            default = 100,
            validator(minimum = 0, maximum = 1000)
        )]
        first: usize,
        #[graphql(desc = "Of these outcomes only; all when absent.")] outcomes: Option<Vec<ImportOutcome>>,
    ) -> Vec<ImportVerdict> {
        let wanted = |verdict: Verdict| outcomes.as_ref().is_none_or(|list| list.contains(&verdict.into()));
        let kept = self.lines.iter().filter(|(verdict, _)| wanted(**verdict));
        let mut lines: Vec<&Line> = kept.flat_map(|(_, lines)| lines).collect();
        lines.sort_by_key(|line| line.row);
        lines.into_iter().take(first).map(|line| ImportVerdict(line.clone())).collect()
    }
}

/// The verdict on a row.
pub struct ImportVerdict(Line);

/// The verdict on a row.
#[Object]
impl ImportVerdict {
    /// Its number as its user counts: the line of a CSV file, the row of a sheet.
    async fn row(&self) -> u64 {
        self.0.row
    }

    /// Its key in its system, if it came that far.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// What became of it.
    async fn outcome(&self) -> ImportOutcome {
        self.0.verdict.into()
    }

    /// Why it is no record, in the mapping's words or by a code.
    async fn skipped_because(&self) -> Option<&str> {
        self.0.skip.as_ref().map(|skip| skip.reason().unwrap_or(skip.as_str()))
    }

    /// Why it was refused, or what is odd though it was written.
    async fn notes(&self, ctx: &Context<'_>) -> Vec<ImportNote> {
        let language = Language::of(ctx);
        let note = |remark: &crate::exchange::import::Remark| ImportNote {
            code: remark.code.clone(),
            field: remark.field.clone(),
            message: match language {
                Language::Fr => remark.text.fr.clone(),
                Language::En => remark.text.en.clone(),
            },
        };
        self.0.remarks.iter().map(note).collect()
    }
}

/// Something wrong or odd with a row.
#[derive(SimpleObject)]
pub struct ImportNote {
    /// What it is, for programs.
    code: String,
    /// The field of the record, as mappings or the API name it.
    field: Option<String>,
    /// What it is, in the reader's language.
    message: String,
}
