//! A table: all cells of a plan with their margins, from the facts of one cut.

use crate::axes::{Axes, Axis, Period};
use crate::cell::{Exact, Figures, Hidden, Sources, Status};
use crate::coverage::Coverage;
use crate::depth::Depth;
use crate::facts::{Cut, Event, Facts};
use crate::grid::{Grid, Ruler};
use crate::hierarchy::ROOT;
use crate::opened::Opened;
use crate::plan::{Plan, Slot};
use crate::protect::{Protected, Sum, parts_of_cell};
use crate::query::Key;
use crate::rules::Rules;
use crate::tally::Room;
use crate::visible::{Distinct, VisibleRows};

/// What an audience sees at a cut.
///
/// Members: hidden `[aggregate_only]`, visible `[network, public]`. The public: hidden `[aggregate_only,
/// network]`, visible `[public]`. Lots are protected one by one and then added, because a member who reads the
/// public's figures could otherwise subtract the `NETWORK` rows it may read.
#[derive(Clone, Copy)]
pub struct Snapshot<'s> {
    /// The axes.
    pub axes: &'s Axes,
    /// The charter's rules.
    pub rules: &'s Rules,
    /// Figures are those of this cut.
    pub cut: Cut,
    /// Lots the audience may not read. No lot at all, unlike an empty one, says that nothing is ever hidden.
    pub hidden: &'s [&'s Facts],
    /// The rows the audience may read.
    pub visible: &'s dyn VisibleRows,
    /// Without it nothing is `NOT_AVAILABLE`.
    pub coverage: Option<&'s Coverage>,
}

/// One cell of a table.
#[derive(Clone, Debug)]
pub struct TableCell {
    /// One key per dimension, in the order asked; [`Key::Total`] on a margin.
    pub keys: Vec<Key>,
    /// Its figures.
    pub figures: Figures,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Table {
    /// Cells without a margin first, then margins, the grand total last.
    pub cells: Vec<TableCell>,
}

impl Table {
    /// The figures at these keys.
    pub fn get(&self, keys: &[Key]) -> Option<&Figures> {
        self.cells.iter().find(|cell| cell.keys == keys).map(|cell| &cell.figures)
    }

    /// Cells that are no margin: how many there are, and how many of them are `FEW`.
    pub fn few(&self) -> (usize, usize) {
        let inner = self.cells.iter().filter(|cell| !cell.keys.contains(&Key::Total));
        inner.fold((0, 0), |(all, few), cell| {
            (all + 1, few + usize::from(cell.figures.observations.status == Status::Few))
        })
    }
}

/// Draws the table of a plan.
pub fn table(snapshot: &Snapshot<'_>, plan: &Plan) -> Table {
    let groupings = 0..1u32 << plan.dimensions.len();
    Table { cells: groupings.flat_map(|margins| grouping(snapshot, plan, margins)).collect() }
}

/// The cells in which the dimensions of `margins` (a bit each) are summed over.
fn grouping(snapshot: &Snapshot<'_>, plan: &Plan, margins: u32) -> Vec<TableCell> {
    let dimensions = (0..).zip(&plan.dimensions).map(|(bit, side)| Ruler::of(side, margins >> bit & 1 == 0));
    let rulers: Vec<Ruler<'_>> =
        dimensions.chain(plan.filters.iter().map(|side| Ruler::of(side, false))).collect();
    let slots = Grid::of_slots(snapshot.axes, &rulers);
    let rows = Grid::of_rows(&slots, &rulers);
    let exact = exact_cells(snapshot, &rows);
    let grid = if from_rows(snapshot.rules) { &rows } else { &slots };
    let lattice = plan.is_in_lattice().then(|| lattice_cells(snapshot, grid, &depths(snapshot, &rulers)));
    let mut parts = Parts::new(&rulers, snapshot);
    let mut cells = Vec::with_capacity(exact.len());
    let opened =
        if lattice.is_some() { Opened::of(snapshot, &rulers, &slots, &rows) } else { Opened::default() };
    for visible in exact {
        let found: Vec<Option<Protected>> = match &lattice {
            Some(lattice) => {
                let shown = |cell: usize| lattice.get(cell).copied().flatten();
                let numbers = parts.numbers().into_iter();
                numbers.map(|cell| shown(cell).map(|shown| opened.taken_off(cell, shown))).collect()
            }
            None => Vec::new(),
        };
        let hidden = match (snapshot.hidden, &lattice) {
            ([], _) => Hidden::Nothing,
            (_, None) => Hidden::LeftAside,
            _ => Hidden::Parts(&found),
        };
        let covered = snapshot.coverage.is_none_or(|coverage| parts.is_covered(coverage));
        let figures = Figures::of(&Sources { visible, hidden, covered }, snapshot.rules);
        let keys = parts.keys().into_iter().take(plan.dimensions.len()).collect();
        cells.push(TableCell { keys, figures });
        parts.advance();
    }
    cells
}

/// Walks over the cells of a grouping in order, and knows of each its keys and its lattice cells.
struct Parts<'p> {
    rulers: &'p [Ruler<'p>],
    at: Vec<usize>,
    whole: bool,
}

impl<'p> Parts<'p> {
    fn new(rulers: &'p [Ruler<'p>], snapshot: &Snapshot<'_>) -> Self {
        Self { rulers, at: vec![0; rulers.len()], whole: from_rows(snapshot.rules) }
    }

    fn rows(&self) -> impl Iterator<Item = (&'p Ruler<'p>, usize)> {
        self.rulers.iter().zip(self.at.iter().copied())
    }

    fn keys(&self) -> Vec<Key> {
        self.rows().filter_map(|(ruler, row)| ruler.rows.get(row).map(|(key, _)| *key)).collect()
    }

    fn numbers(&self) -> Vec<usize> {
        self.rows().fold(vec![0], |cells, (ruler, row)| {
            let before: usize = ruler.rows.iter().take(row).map(|(_, slots)| slots.len()).sum();
            let own = ruler.rows.get(row).map_or(0, |(_, slots)| slots.len());
            let all: usize = ruler.rows.iter().map(|(_, slots)| slots.len()).sum();
            let (range, count) =
                if self.whole { (row..row + 1, ruler.rows.len()) } else { (before..before + own, all) };
            cells.iter().flat_map(|cell| range.clone().map(move |slot| cell * count + slot)).collect()
        })
    }

    fn advance(&mut self) {
        for (place, ruler) in self.at.iter_mut().zip(self.rulers).rev() {
            *place += 1;
            if *place < ruler.rows.len() {
                return;
            }
            *place = 0;
        }
    }

    fn is_covered(&self, coverage: &Coverage) -> bool {
        let slots = |axis: Option<Axis>| {
            let found = self.rows().find(|(ruler, _)| ruler.axis == axis);
            found.and_then(|(ruler, row)| ruler.rows.get(row)).map(|(_, slots)| *slots)
        };
        let places = slots(Some(Axis::Territory)).unwrap_or(&[Slot::Node(ROOT)]);
        let times = slots(None).unwrap_or(&[Slot::Period(Period::All)]);
        places.iter().any(|place| {
            let (Slot::Node(node) | Slot::Rest { within: node, .. }) = place else { return false };
            let period = |slot: &Slot| if let Slot::Period(period) = slot { Some(*period) } else { None };
            times.iter().filter_map(period).any(|period| coverage.reaches(*node, period))
        })
    }
}

/// How deep each lattice cell of a grouping lies, in the order of their numbers.
fn depths(snapshot: &Snapshot<'_>, rulers: &[Ruler<'_>]) -> Vec<Depth> {
    let whole = from_rows(snapshot.rules);
    rulers.iter().fold(vec![Depth::default()], |cells, ruler| {
        let slots =
            ruler.rows.iter().flat_map(|(_, slots)| slots.iter().take(if whole { 1 } else { slots.len() }));
        let slots: Vec<&Slot> = slots.collect();
        let below = |cell: &Depth| {
            slots.iter().map(|slot| cell.below(snapshot.axes, ruler.axis, slot)).collect::<Vec<_>>()
        };
        cells.iter().flat_map(below).collect()
    })
}

/// The protected figures of each lattice cell of a grouping, the lots added up.
fn lattice_cells(snapshot: &Snapshot<'_>, grid: &Grid, depths: &[Depth]) -> Vec<Option<Protected>> {
    let mut cells = vec![Sum::default(); grid.cell_count()];
    for lot in snapshot.hidden {
        let mut room = Room::new(lot.unit_count());
        let sorted = Sorted::new(lot, grid, snapshot.cut);
        for (number, (cell, depth)) in cells.iter_mut().zip(depths).enumerate() {
            let events = sorted.events(number);
            if !events.is_empty() {
                cell.add_lot(&parts_of_cell(lot, events, snapshot.rules, &mut room), *depth, snapshot.rules);
            }
        }
    }
    cells.into_iter().map(Sum::shown).collect()
}

/// A lot's events sorted into cells, each cell's still in order of contributor and cut.
pub(crate) struct Sorted {
    events: Vec<Event>,
    starts: Vec<usize>,
}

impl Sorted {
    pub(crate) fn new(lot: &Facts, grid: &Grid, cut: Cut) -> Self {
        let mut placed: Vec<(u32, Event)> = Vec::with_capacity(lot.events().len());
        let mut cells = Vec::new();
        for event in lot.events().iter().filter(|event| event.cut <= cut) {
            let Some((row, _)) = lot.row(event.fact) else { continue };
            grid.cells_of(row, &mut cells);
            placed.extend(cells.iter().map(|cell| (*cell, *event)));
        }
        Self::of_cells(&placed, grid.cell_count())
    }

    /// Counts how many each cell has, then puts each behind those before it: their order stays.
    fn of_cells(placed: &[(u32, Event)], cells: usize) -> Self {
        let mut starts = vec![0; cells + 1];
        for (cell, _) in placed {
            if let Some(next) = starts.get_mut(*cell as usize + 1) {
                *next += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut events: Vec<Event> = placed.iter().map(|(_, event)| *event).collect();
        for (cell, event) in placed {
            let Some(at) = next.get_mut(*cell as usize) else { continue };
            if let Some(place) = events.get_mut(*at) {
                *place = *event;
            }
            *at += 1;
        }
        Self { events, starts }
    }

    pub(crate) fn events(&self, cell: usize) -> &[Event] {
        let bounds = (self.starts.get(cell), self.starts.get(cell + 1));
        let (Some(first), Some(last)) = bounds else { return &[] };
        self.events.get(*first..*last).unwrap_or_default()
    }
}

/// The exact figures of each cell of a grouping.
fn exact_cells(snapshot: &Snapshot<'_>, grid: &Grid) -> Vec<Exact> {
    let mut exact = vec![Exact::default(); grid.cell_count()];
    let (mut organisations, mut contributors) = (Distinct::default(), Distinct::default());
    let mut cells = Vec::new();
    snapshot.visible.each(&mut |row| {
        if !row.is_in(snapshot.cut) {
            return;
        }
        grid.cells_of(row, &mut cells);
        for cell in &cells {
            let Some(sums) = exact.get_mut(*cell as usize) else { continue };
            sums.observations += 1;
            sums.persons += u64::from(row.persons);
            sums.rated_high += u64::from(row.rated_high);
            // numbers of organisations count up from 0, those of contributors without one down from the top
            let unit = row.organisation.unwrap_or(!row.contributor);
            sums.organisations += u64::from(organisations.is_new(*cell, unit));
            sums.contributors += u64::from(contributors.is_new(*cell, row.contributor));
        }
    });
    exact
}

#[cfg(not(feature = "sabotage"))]
fn from_rows(_rules: &Rules) -> bool {
    false
}

#[cfg(feature = "sabotage")]
fn from_rows(rules: &Rules) -> bool {
    rules.lacks(crate::rules::Sabotage::ListsFromRows)
}
