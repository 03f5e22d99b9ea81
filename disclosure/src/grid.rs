//! Where facts fall: from a fact's places to the numbers of the cells it belongs to.

use crate::axes::{Axes, Axis, Month, Period};
use crate::facts::Fact;
use crate::hierarchy::{Hierarchy, Node};
use crate::plan::{Row, Side, Slot};
use crate::query::Key;

/// One axis of one grouping: the labels (slots or rows) of each place.
struct Labels {
    axis: Option<Axis>,
    count: usize,
    /// Of each node, or of each month from `first` on: where its labels start in `labels`.
    starts: Vec<u32>,
    all: Vec<u32>,
    first: i32,
}

impl Labels {
    fn of(&self, fact: &Fact) -> &[u32] {
        let place = match self.axis {
            Some(axis) => fact.place(axis).0 as usize,
            None => usize::try_from(fact.month.0.saturating_sub(self.first)).unwrap_or(usize::MAX),
        };
        let bounds = (self.starts.get(place), self.starts.get(place.saturating_add(1)));
        let (Some(from), Some(to)) = bounds else { return &[] };
        self.all.get(*from as usize..*to as usize).unwrap_or_default()
    }

    fn new(axis: Option<Axis>, count: usize, first: i32, of_place: Vec<Vec<u32>>) -> Self {
        let ends = of_place.iter().scan(0, |end, own| {
            *end += u32::try_from(own.len()).unwrap_or(u32::MAX);
            Some(*end)
        });
        let starts = std::iter::once(0).chain(ends).collect();
        Self { axis, count, starts, all: of_place.into_iter().flatten().collect(), first }
    }

    fn by_row(&self, ruler: &Ruler<'_>) -> Self {
        let owners = ruler.owners();
        let of_place = self.starts.windows(2).map(|bounds| {
            let own = bounds.first().zip(bounds.last());
            let own = own.and_then(|(from, to)| self.all.get(*from as usize..*to as usize));
            let rows = own.unwrap_or_default().iter().filter_map(|slot| owners.get(*slot as usize).copied());
            let mut rows: Vec<u32> = rows.collect();
            rows.dedup();
            rows
        });
        Self::new(self.axis, ruler.rows.len(), self.first, of_place.collect())
    }
}

/// The rows of one axis in one grouping.
pub(crate) struct Ruler<'p> {
    pub(crate) axis: Option<Axis>,
    pub(crate) rows: Vec<(Key, &'p [Slot])>,
}

impl<'p> Ruler<'p> {
    pub(crate) fn of(side: &'p Side, split: bool) -> Self {
        let rows = if split {
            side.rows.iter().map(|Row { key, slots }| (*key, slots.as_slice())).collect()
        } else {
            vec![(Key::Total, side.total.as_slice())]
        };
        Self { axis: side.axis, rows }
    }

    fn slots(&self) -> Vec<Slot> {
        self.rows.iter().flat_map(|(_, slots)| slots.iter().copied()).collect()
    }

    /// Of each slot its row.
    fn owners(&self) -> Vec<u32> {
        let rows = (0u32..).zip(&self.rows);
        rows.flat_map(|(row, (_, slots))| slots.iter().map(move |_| row)).collect()
    }
}

/// Numbers the cells of one grouping.
pub(crate) struct Grid {
    sides: Vec<Labels>,
}

impl Grid {
    /// One cell per combination of slots: the cells of the lattice.
    pub(crate) fn of_slots(axes: &Axes, rulers: &[Ruler<'_>]) -> Self {
        Self { sides: rulers.iter().map(|ruler| labels(axes, ruler)).collect() }
    }

    /// One cell per combination of rows, the cells of the table: from the cells of the lattice, each slot
    /// becoming its row.
    pub(crate) fn of_rows(slots: &Self, rulers: &[Ruler<'_>]) -> Self {
        Self { sides: slots.sides.iter().zip(rulers).map(|(labels, ruler)| labels.by_row(ruler)).collect() }
    }

    pub(crate) fn cell_count(&self) -> usize {
        self.sides.iter().map(|side| side.count).product()
    }

    /// Writes the numbers of the cells a fact belongs to.
    pub(crate) fn cells_of(&self, fact: &Fact, cells: &mut Vec<u32>) {
        cells.clear();
        cells.push(0);
        for side in &self.sides {
            let own = side.of(fact);
            let count = u32::try_from(side.count).unwrap_or(u32::MAX);
            match own {
                [] => return cells.clear(),
                [only] => cells.iter_mut().for_each(|cell| *cell = *cell * count + only),
                several => {
                    let spread = |cell: &u32| {
                        several.iter().map(move |label| cell * count + label).collect::<Vec<_>>()
                    };
                    *cells = cells.iter().flat_map(spread).collect();
                }
            }
        }
    }
}

/// Of each cell of slots the cell of rows that it is a part of.
pub(crate) struct Owners {
    /// Of each axis the row of each slot, and how many rows there are.
    sides: Vec<(Vec<u32>, usize)>,
}

impl Owners {
    pub(crate) fn of(rulers: &[Ruler<'_>]) -> Self {
        Self { sides: rulers.iter().map(|ruler| (ruler.owners(), ruler.rows.len())).collect() }
    }

    pub(crate) fn row_of(&self, cell: usize) -> usize {
        let start = (cell, 0, 1);
        let (_, row, _) = self.sides.iter().rev().fold(start, |(rest, row, step), (owners, rows)| {
            let count = owners.len().max(1);
            let own = owners.get(rest % count).map_or(0, |own| *own as usize);
            (rest / count, row + own * step, step * rows)
        });
        row
    }
}

fn labels(axes: &Axes, ruler: &Ruler<'_>) -> Labels {
    let slots = ruler.slots();
    match ruler.axis {
        Some(axis) => {
            let hierarchy = axes.hierarchy(axis);
            let finder = Finder::new(hierarchy, &slots);
            let nodes = u32::try_from(hierarchy.len()).unwrap_or(u32::MAX);
            let of_place = (0..nodes).map(|node| finder.slots_of(Node(node))).collect();
            Labels::new(ruler.axis, slots.len(), 0, of_place)
        }
        None => month_labels(&slots),
    }
}

struct Finder<'f> {
    hierarchy: &'f Hierarchy,
    slots: &'f [Slot],
    /// Of each node the slots that start there.
    at: Vec<Vec<u32>>,
}

impl<'f> Finder<'f> {
    fn new(hierarchy: &'f Hierarchy, slots: &'f [Slot]) -> Self {
        let mut at = vec![Vec::new(); hierarchy.len()];
        for (number, slot) in (0u32..).zip(slots) {
            let (Slot::Node(node) | Slot::Rest { within: node, .. }) = slot else { continue };
            if let Some(own) = at.get_mut(node.0 as usize) {
                own.push(number);
            }
        }
        Self { hierarchy, slots, at }
    }

    fn slots_of(&self, place: Node) -> Vec<u32> {
        let above = self.hierarchy.ancestors(place).iter();
        let candidates = above.filter_map(|node| self.at.get(node.0 as usize)).flatten();
        let mut found: Vec<u32> = candidates.copied().filter(|slot| self.holds(*slot, place)).collect();
        found.sort_unstable();
        found
    }

    /// Of a rest: that no node of the level, inside the node split up, holds the place.
    fn holds(&self, slot: u32, place: Node) -> bool {
        let Some(Slot::Rest { within, level }) = self.slots.get(slot as usize) else { return true };
        let hierarchy = self.hierarchy;
        let split =
            |node: &Node| hierarchy.level(*node) == Some(*level) && hierarchy.contains(*within, *node);
        !hierarchy.ancestors(place).iter().any(split)
    }
}

/// The centuries a month may lie in, where a slot is all of time.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2200;

fn month_labels(slots: &[Slot]) -> Labels {
    let bounded = slots.iter().filter_map(|slot| match slot {
        Slot::Period(Period::All) => Some((Month::of(FIRST_YEAR, 1), Month::of(LAST_YEAR, 12))),
        Slot::Period(period) => Some(period.months()),
        _ => None,
    });
    let bounded: Vec<(Month, Month)> = bounded.collect();
    let first = bounded.iter().map(|(first, _)| first.0).min().unwrap_or(0);
    let last = bounded.iter().map(|(_, last)| last.0).max().unwrap_or(first);
    let of_month = |month: i32| {
        let holds = |(_, (from, to)): &(u32, &(Month, Month))| from.0 <= month && month <= to.0;
        (0u32..).zip(&bounded).filter(holds).map(|(number, _)| number).collect()
    };
    Labels::new(None, slots.len(), first, (first..=last).map(of_month).collect())
}
