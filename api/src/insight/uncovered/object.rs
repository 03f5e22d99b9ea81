use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use entity::ProgrammeId;

use super::gap::{Gap, Gaps, Supply};
use super::rules;
use crate::access::Request;
use crate::error::Result;
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
    gap: Gap,
    nearest: Vec<(ProgrammeId, rules::Missed)>,
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
}

impl UncoveredNeeds {
    /// Wraps what was found.
    pub fn new(answer: Arc<Answer>, (gaps, supply): (Gaps, Supply)) -> Self {
        Self { answer, gaps, supply }
    }
}

/// Gaps shown at most.
const MOST: usize = 100;

/// Needs minus the programmes able to answer them.
#[Object]
impl UncoveredNeeds {
    /// The gaps, those that show most needs first.
    async fn gaps(
        &self,
        #[graphql(desc = "At most so many (default 20, at most 100).", default = 20)] first: i32,
    ) -> Vec<NeedsGap> {
        let most = usize::try_from(first).unwrap_or(0).min(MOST);
        let gaps = self.gaps.all.iter().take(most);
        let near = |gap: &Gap| self.supply.nearest(gap);
        gaps.map(|gap| NeedsGap { answer: Arc::clone(&self.answer), gap: *gap, nearest: near(gap) }).collect()
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
