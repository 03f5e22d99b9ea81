use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use entity::ProgrammeId;

use super::gap::{Gap, Gaps, Supply};
use super::rules;
use crate::access::Request;
use crate::db::{Key, KeyPart, Slice};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Node, PageArguments};
use crate::insight::needs::{Answer, FigureCell, NeedsRowLabel, NeedsTable};
use crate::programme::frame::Programme;

/// Why no programme answers a need: the first of these, in their order, that stops all that came so far.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "rules::Reason")]
pub enum UncoveredReason {
    /// No programme answers the theme in the sector.
    NoProgramme,
    /// Those that would are closed, cancelled or over.
    Closed,
    /// Those that are open or run are for other territories, or for a part of this one.
    OutOfZone,
    /// Those of the territory are for other publics.
    WrongPublic,
    /// Those for the public are for other career stages.
    WrongStage,
    /// Those that fit have no place left. Of editions for fewer than five, this is known to their teams alone: others take
    /// them for answers.
    Full,
}

/// What a programme must fulfil to answer a need.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "rules::Criterion")]
pub enum AnswerCriterion {
    /// It answers the theme, a part of it or what contains it.
    Theme,
    /// It is for the sector, a part of it or what contains it; or for all.
    Sector,
    /// An edition is open or runs.
    Going,
    /// It is for people of all the territory.
    Zone,
    /// It is for the public; or for all.
    Public,
    /// It is for the career stage; or for all.
    Stage,
    /// It has a place left, as far as the reader may know.
    Room,
}

/// A programme that comes near to answering a need.
pub struct NearestProgramme {
    programme: ProgrammeId,
    missed: rules::Missed,
}

/// A programme that comes near to answering a need.
#[Object]
impl NearestProgramme {
    /// The programme.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Option<Programme>> {
        Request::load(ctx, self.programme).await
    }

    /// What its nearest edition fails in.
    async fn missed(&self) -> Vec<AnswerCriterion> {
        self.missed.criteria().map(Into::into).collect()
    }
}

/// Needs that no programme answers.
pub struct NeedsGap {
    answer: Arc<Answer>,
    place: usize,
    gap: Gap,
    nearest: Vec<(ProgrammeId, rules::Missed)>,
}

impl Node for NeedsGap {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Integer(i64::try_from(self.place).unwrap_or(i64::MAX))]
    }
}

/// A cell of the table of needs that shows some, which no programme answers.
#[Object]
impl NeedsGap {
    /// Its theme, sector and territory, in the order asked.
    async fn coordinates(&self) -> Vec<NeedsRowLabel> {
        let cell = self.answer.cells.get(self.gap.place);
        cell.map(|cell| NeedsRowLabel::of(&self.answer, &cell.keys)).unwrap_or_default()
    }

    /// Observations and organisations: the figures of the table's cell, protected as they are there.
    async fn figures(&self) -> Vec<FigureCell> {
        let cell = self.answer.cells.get(self.gap.place);
        cell.into_iter().flat_map(|cell| &cell.figures).map(Into::into).collect()
    }

    /// Why nothing answers it.
    async fn reason(&self) -> UncoveredReason {
        self.gap.reason.into()
    }

    /// The programmes that come nearest, at most three, the nearest first.
    async fn nearest(&self) -> Vec<NearestProgramme> {
        let near = self.nearest.iter();
        near.map(|(programme, missed)| NearestProgramme { programme: *programme, missed: *missed }).collect()
    }
}

/// How many cells of a table are answered.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct NeedsCoveredStats {
    /// Cells that show needs which nothing answers.
    gaps: usize,
    /// Cells that show needs which a programme answers.
    covered: usize,
    /// Cells of which nothing can be told: too thin to show, or nobody reports there.
    untold: usize,
}

/// Needs minus the programmes able to answer them.
pub struct UncoveredNeeds {
    answer: Arc<Answer>,
    gaps: Gaps,
    supply: Supply,
    asked: String,
}

impl UncoveredNeeds {
    /// Wraps what was found for a question, of which cursors are a part.
    pub fn new(answer: Arc<Answer>, (gaps, supply): (Gaps, Supply), asked: String) -> Self {
        Self { answer, gaps, supply, asked }
    }

    fn gap(&self, place: usize) -> Option<NeedsGap> {
        let gap = self.gaps.all.get(place)?;
        let nearest = self.supply.nearest(gap);
        Some(NeedsGap { answer: Arc::clone(&self.answer), place, gap: *gap, nearest })
    }
}

/// Needs minus the programmes able to answer them.
#[Object]
#[expect(clippy::too_many_arguments, clippy::unused_async, reason = "Relay's four page arguments, in memory")]
impl UncoveredNeeds {
    /// The gaps, those that show most needs first.
    async fn gaps(
        &self,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<NeedsGap>> {
        let binding = Binding::new("uncoveredNeeds.gaps", "NEEDS", &self.asked);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let count = self.gaps.all.len();
        let places = Slice::of_positions(&page, count);
        let rows = places.rows.iter().filter_map(|place| self.gap(*place)).collect();
        let total = i64::try_from(count).unwrap_or(i64::MAX);
        let counted = Connection::<NeedsGap>::counting(move || async move { Ok(total) });
        Ok(Connection::new(
            Slice { rows, has_previous: places.has_previous, has_next: places.has_next },
            &binding,
            counted,
        ))
    }

    /// How many cells are answered.
    async fn stats(&self) -> NeedsCoveredStats {
        let Gaps { all, covered, untold } = &self.gaps;
        NeedsCoveredStats { gaps: all.len(), covered: *covered, untold: *untold }
    }

    /// The table of needs that the gaps were read from, with its notes.
    async fn table(&self) -> NeedsTable {
        NeedsTable::new(Arc::clone(&self.answer))
    }
}
