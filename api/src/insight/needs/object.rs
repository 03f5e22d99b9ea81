use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::answer::{Answer, Cell};
use super::coverage::NeedsCoverage;
use super::csv;
use super::figure::FigureCell;
use super::input::{Measure, NeedsDimension};
use super::label::NeedsRowLabel;
use super::note::{self, NeedsNote};
use super::sample::{self, NeedsSampleStats};
use crate::access::{Audience, Request};
use crate::error::Result;
use crate::graphql::Language;

/// For whom a table is made; never for one reader.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresAudience {
    /// Members of the network.
    Members,
    /// Everybody.
    Public,
    /// One's own member structure, on its own observations alone.
    Own,
}

impl FiguresAudience {
    pub(super) fn of(answer: &Answer) -> Self {
        match answer.question.selection.audience {
            Some(Audience::Members) => Self::Members,
            Some(Audience::Public) => Self::Public,
            None => Self::Own,
        }
    }
}

/// One cell of a table of needs.
pub struct NeedsCell {
    answer: Arc<Answer>,
    place: usize,
}

impl NeedsCell {
    fn cell(&self) -> Option<&Cell> {
        self.answer.cells.get(self.place)
    }
}

/// One cell of a table of needs, or one of its margins.
#[Object]
impl NeedsCell {
    /// The row that it is in, for each dimension.
    async fn coordinates(&self) -> Vec<NeedsRowLabel> {
        self.cell().map(|cell| NeedsRowLabel::of(&self.answer, &cell.keys)).unwrap_or_default()
    }

    /// Its figures, in the order of the measures asked.
    async fn figures(&self) -> Vec<FigureCell> {
        self.cell().into_iter().flat_map(|cell| &cell.figures).map(Into::into).collect()
    }
}

/// What a measure counts.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct NeedsMeasureNote {
    /// The measure.
    measure: Measure,
    /// What one of it is: `observation`, `organisation`, `person`, `percent`...
    unit: &'static str,
    /// Whether cells may be added up.
    adds_up: bool,
}

/// Cells whose figure is too thin to show.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct NeedsHiddenStats {
    /// Cells of the table, margins left out.
    cells: usize,
    /// Of these, cells with the status `FEW`.
    few: usize,
    /// Their share, in per cent.
    share: f64,
}

/// Observations that the reader may read and that the table leaves out.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct NeedsLeftOutStats {
    /// They wait for the next cut: the last one copied them while they were still hidden.
    until_next_cut: usize,
    /// They are in a state that the table does not count.
    by_status: usize,
}

/// The cut that the hidden part comes from.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct FiguresCutStats {
    /// Its number; cuts are numbered in order.
    number: i32,
    /// When it was made.
    made_at: Option<DateTime<Utc>>,
}

/// A table of needs.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct NeedsTable {
    /// For whom it is made.
    audience: FiguresAudience,
    /// What it is split by.
    by: Vec<NeedsDimension>,
    /// What it measures.
    measures: Vec<NeedsMeasureNote>,
    /// How many cells are too thin to show.
    hidden_cells: NeedsHiddenStats,
    /// What it leaves out.
    left_out: NeedsLeftOutStats,
    /// The cut that the hidden part comes from; null before the first one and where nothing is hidden.
    cut: Option<FiguresCutStats>,
    #[graphql(skip)]
    answer: Arc<Answer>,
}

impl NeedsTable {
    /// Wraps an answer.
    pub fn new(answer: Arc<Answer>) -> Self {
        let measure = |measure: &Measure| NeedsMeasureNote {
            measure: *measure,
            unit: measure.unit(),
            adds_up: measure.adds_up(),
        };
        let ((cells, few), (until_next_cut, by_status)) = (answer.few, answer.left_out);
        let versions = answer.state.versions;
        let audience = FiguresAudience::of(&answer);
        let has_cut = versions.cut > 0 && audience != FiguresAudience::Own;
        Self {
            audience,
            by: answer.question.by.clone(),
            measures: answer.question.measures.iter().map(measure).collect(),
            hidden_cells: NeedsHiddenStats { cells, few, share: note::percent(few, cells) },
            left_out: NeedsLeftOutStats { until_next_cut, by_status },
            cut: has_cut.then_some(FiguresCutStats { number: versions.cut, made_at: versions.cut_at }),
            answer,
        }
    }

    fn cells_where(&self, is_wanted: impl Fn(&Cell) -> bool) -> Vec<NeedsCell> {
        let cells = self.answer.cells.iter().enumerate().filter(|(_, cell)| is_wanted(cell));
        cells.map(|(place, _)| NeedsCell { answer: Arc::clone(&self.answer), place }).collect()
    }
}

#[ComplexObject]
impl NeedsTable {
    /// Its cells, in the order of the dimensions' rows; what is not located at a level has rows of its own.
    async fn cells(&self) -> Vec<NeedsCell> {
        self.cells_where(|cell| !cell.is_margin())
    }

    /// Sums over one dimension or several, protected by themselves: not sums of the cells shown. The sum over
    /// all of them comes last.
    async fn margins(&self) -> Vec<NeedsCell> {
        self.cells_where(Cell::is_margin)
    }

    /// The sum over all dimensions.
    async fn total(&self) -> Option<NeedsCell> {
        let place = self.answer.cells.len().checked_sub(1)?;
        Some(NeedsCell { answer: Arc::clone(&self.answer), place })
    }

    /// Which members report on these territories and months.
    async fn coverage(&self) -> NeedsCoverage {
        NeedsCoverage::of(&self.answer)
    }

    /// The organisations observed, as far as they may be named to the audience, beside the directory: by sector,
    /// legal form and size.
    async fn sample(&self, ctx: &Context<'_>) -> Result<Vec<NeedsSampleStats>> {
        sample::of(&Request::of(ctx)?, &self.answer).await
    }

    /// How to read the table, in the reader's language.
    async fn notes(&self, ctx: &Context<'_>) -> Vec<NeedsNote> {
        note::all(&self.answer, Language::of(ctx))
    }

    /// The table as CSV (`;`, CRLF): one row for each cell and measure, status and flags in columns; a secret is
    /// `s`, a missing value `m`.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn csv(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Begin with a byte order mark, for spreadsheets that need one.", default)] bom: bool,
    ) -> Result<String> {
        csv::write(&self.answer, Language::of(ctx), bom)
    }
}
