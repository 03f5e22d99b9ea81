use entity::ImportRunId;

use crate::exchange::import::{Line, Tally};

/// Where an import starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The run; none for a dry run.
    pub id: Option<ImportRunId>,
    /// The last row that an interrupted import of the same file had written.
    pub behind: Option<u64>,
    /// How many rows the file has.
    pub rows: u64,
}

/// Who watches an import. An error stops it: what was committed stays and is taken up again.
pub trait Witness: Send {
    /// Nothing was read yet.
    fn start(&mut self, start: &Start) -> std::io::Result<()>;

    /// Verdicts of a batch about to be committed; may come again, and then replace those told before.
    fn propose(&mut self, lines: &[Line]) -> std::io::Result<()>;

    /// What was proposed last is committed; the counts so far.
    fn settle(&mut self, tally: &Tally) -> std::io::Result<()>;
}
