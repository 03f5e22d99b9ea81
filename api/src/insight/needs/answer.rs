use std::collections::HashMap;
use std::sync::Arc;

use disclosure::{Cut, Facts, Figures, Flags, Key, Period, Plan, Slot, Snapshot, table};

use super::input::Measure;
use super::measure::{Before, Figure, Maker, Spread};
use super::question::{Contributors, Question};
use crate::access::Audience;
use crate::error::Result;
use crate::insight::figures::{Lots, Rows, State, Stop, View};

/// The answer to a question.
pub struct Answer {
    /// What it was computed from.
    pub state: Arc<State>,
    /// What was asked.
    pub question: Question,
    /// How it was answered.
    pub plan: Plan,
    /// Cells without a margin first, then margins, the grand total last.
    pub cells: Vec<Cell>,
    /// Cells that are no margin, and how many of them are `FEW`.
    pub few: (usize, usize),
    /// Readable rows that wait for the next cut, and those in a state that is not counted.
    pub left_out: (usize, usize),
}

/// One cell: its keys in the order of the dimensions, its figures in the order of the measures.
pub struct Cell {
    /// One for each dimension; `Total` on a margin.
    pub keys: Vec<Key>,
    /// One for each measure.
    pub figures: Vec<Figure>,
}

impl Cell {
    /// Whether it sums over a dimension.
    pub fn is_margin(&self) -> bool {
        self.keys.contains(&Key::Total)
    }
}

/// Figures by their keys.
pub type Found = HashMap<Vec<Key>, Figures>;

/// Answers a question; `own` are the reader's own rows where it is about them.
#[expect(clippy::needless_pass_by_value, reason = "it runs on another thread")]
pub fn draw(state: Arc<State>, own: Option<Rows>, question: Question, stop: &Stop) -> Result<Answer> {
    let drawing = Drawing { state: &state, rows: own.as_ref().unwrap_or(&state.rows), stop };
    let plan = question.plan(&state.atlas)?;
    let drawn = drawing.table(&question, &plan)?;
    let few = drawn.few();
    let total = drawn.cells.last().map(|cell| cell.figures);
    let spread = drawing.spread(&question)?;
    let before = drawing.before(&question)?;
    let maker = Maker { total, spread, before };
    let cell = |cell: disclosure::TableCell| {
        let flags = if is_over(&cell.keys, &plan, &state) { Flags::NONE } else { Flags::PROVISIONAL };
        let figures = question.measures.iter().map(|measure| maker.figure(*measure, &cell).with(flags));
        Cell { figures: figures.collect(), keys: cell.keys }
    };
    let cells = drawn.cells.into_iter().map(cell).collect();
    let left_out =
        drawing.view(&question).left_out(|row| question.holds(&state.atlas, |axis| row.place(axis)));
    Ok(Answer { state: Arc::clone(&state), plan, cells, few, left_out, question })
}

/// Whether the period that a cell is about, if it is about one, was over when its figures were made.
fn is_over(keys: &[Key], plan: &Plan, state: &State) -> bool {
    let of_key = keys.iter().find_map(|key| if let Key::Period(period) = key { Some(*period) } else { None });
    let sides = plan.dimensions.iter().chain(&plan.filters).filter(|side| side.axis.is_none());
    let of_slot = |slot: &Slot| if let Slot::Period(period) = slot { Some(*period) } else { None };
    let of_filter = sides.flat_map(|side| &side.total).filter_map(of_slot);
    let periods: Vec<Period> = of_key.map_or_else(|| of_filter.collect(), |period| vec![period]);
    periods.iter().all(|period| *period == Period::All || period.months().1 < state.month())
}

struct Drawing<'d> {
    state: &'d State,
    rows: &'d Rows,
    stop: &'d Stop,
}

impl Drawing<'_> {
    fn view<'v>(&'v self, question: &'v Question) -> View<'v> {
        View { rows: self.rows, selection: &question.selection, departed: &self.state.lots.departed }
    }

    /// One table; its cells are bounded, so that looking at the clock between two is often enough.
    fn table(&self, question: &Question, plan: &Plan) -> Result<disclosure::Table> {
        self.stop.check()?;
        let Lots { aggregate, network, .. } = &*self.state.lots;
        let hidden: &[&Facts] = match question.selection.audience {
            Some(Audience::Members) => &[aggregate],
            Some(Audience::Public) => &[aggregate, network],
            None => &[],
        };
        let snapshot = Snapshot {
            axes: &self.state.atlas.axes,
            rules: &self.state.rules,
            cut: Cut(self.state.versions.cut.unsigned_abs()),
            hidden,
            visible: &self.view(question),
            coverage: question.selection.audience.map(|_| &self.state.coverage.spans),
        };
        Ok(table(&snapshot, plan))
    }

    fn found(&self, question: &Question) -> Result<Found> {
        let plan = question.plan(&self.state.atlas)?;
        let cells = self.table(question, &plan)?.cells;
        Ok(cells.into_iter().map(|cell| (cell.keys, cell.figures)).collect())
    }

    /// How the visible part spreads over the intensities, from 1 to 5, where a measure asks.
    fn spread(&self, question: &Question) -> Result<Option<Spread>> {
        let asks = |measure: &Measure| matches!(measure, Measure::MeanIntensity | Measure::MedianIntensity);
        if !question.measures.iter().any(asks) {
            return Ok(None);
        }
        let of = |intensity: u8| {
            let mut visible = question.visible_part();
            visible.selection.intensity = Some(intensity);
            self.found(&visible)
        };
        let tables = (1..=5).map(of).collect::<Result<_>>()?;
        Ok(Some(Spread { tables, is_whole: question.selection.audience.is_none() }))
    }

    /// The figures of the period before, where a measure asks.
    fn before(&self, question: &Question) -> Result<Before> {
        let asks = |measure| question.measures.contains(&measure);
        let Some(earlier) = earlier(question) else { return Ok(Before::default()) };
        let whole = if asks(Measure::Change) { Some(self.found(&earlier)?) } else { None };
        let mut before = Before { grain: question.grain(), whole, same: None };
        if asks(Measure::ChangeSameContributors) {
            let both: Contributors =
                self.contributors(question).intersection(&self.contributors(&earlier)).copied().collect();
            let of = |question: &Question| {
                let mut visible = question.visible_part();
                visible.selection.contributors = Some(both.clone());
                self.found(&visible)
            };
            before.same = Some((of(&earlier)?, of(question)?));
        }
        Ok(before)
    }

    fn contributors(&self, question: &Question) -> Contributors {
        self.view(question).iter().map(|row| row.contributor).collect()
    }
}

/// The same question one period earlier: one of its rows where time is a dimension, else all its months.
fn earlier(question: &Question) -> Option<Question> {
    let (first, last) = question.span?;
    let months = question.grain().map_or(last.0 - first.0 + 1, disclosure::Grain::months);
    question.earlier(months)
}

/// The keys of the same cell one period earlier; nothing for the sum over a dimension of time.
pub fn keys_before(keys: &[Key], is_timed: bool) -> Option<Vec<Key>> {
    let mut found = !is_timed;
    let before = |key: &Key| match key {
        Key::Period(Period::Of(grain, number)) => {
            found = true;
            Key::Period(Period::Of(*grain, number - 1))
        }
        other => *other,
    };
    let keys = keys.iter().map(before).collect();
    found.then_some(keys)
}
