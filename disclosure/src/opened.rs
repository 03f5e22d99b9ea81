//! Rows that an audience reads by now while a block that stands still counts them too.
//!
//! A block moves only when enough organisations changed in it. A row that was opened meanwhile would count twice, in
//! the block and in the visible part. So what it brought to the block is taken off the figure shown, as often as
//! it counted there: that figure stays as it was rounded, and what is taken off are rows that the audience reads one
//! by one, so that nothing is rounded a second time and nothing is told of the rows that remain.

use crate::block::{Frozen, frozen};
use crate::facts::{Event, Facts, Step};
use crate::grid::{Grid, Owners, Ruler};
use crate::part::Sums;
use crate::protect::Protected;
use crate::rules::Rules;
use crate::table::{Snapshot, Sorted};
use crate::tally::Room;
use std::collections::{BTreeMap, BTreeSet};

/// Of each cell what opened rows brought to its blocks.
#[derive(Default)]
pub(crate) struct Opened(BTreeMap<usize, Sums>);

impl Opened {
    pub(crate) fn of(snapshot: &Snapshot<'_>, rulers: &[Ruler<'_>], slots: &Grid, rows: &Grid) -> Self {
        let reading = Reading { snapshot, slots, rows, owners: Owners::of(rulers) };
        let mut opened = Self::default();
        for lot in snapshot.hidden {
            opened.add_lot(lot, &reading);
        }
        opened
    }

    /// The figures of a cell without the rows that its audience reads by now.
    pub(crate) fn taken_off(&self, cell: usize, shown: Protected) -> Protected {
        let Some(gone) = self.0.get(&cell) else { return shown };
        Protected {
            observations: shown.observations.saturating_sub(gone.observations),
            organisations: shown.organisations.saturating_sub(gone.organisations),
            persons: shown.persons.map(|persons| persons.saturating_sub(gone.persons)),
            rated_high: shown.rated_high.saturating_sub(gone.rated_high),
            contributors: shown.contributors,
        }
    }

    fn add_lot(&mut self, lot: &Facts, reading: &Reading<'_>) {
        let (snapshot, rows) = (reading.snapshot, reading.readable(lot));
        if rows.is_empty() {
            return;
        }
        let sorted = Sorted::new(lot, reading.slots, snapshot.cut);
        let mut room = Room::new(lot.unit_count());
        for (cell, facts) in rows {
            for events in sorted.events(cell).chunk_by(|one, next| one.contributor == next.contributor) {
                if !events.iter().any(|event| facts.contains(&event.fact)) {
                    continue;
                }
                if let Some(block) = frozen(lot, events, snapshot.rules, &mut room) {
                    let sums = self.0.entry(cell).or_default();
                    *sums = sums.plus(brought(lot, &block, &facts, snapshot.rules));
                }
            }
        }
    }
}

struct Reading<'r> {
    snapshot: &'r Snapshot<'r>,
    /// The cells of the lattice.
    slots: &'r Grid,
    /// Those of the table, each made of some of them.
    rows: &'r Grid,
    owners: Owners,
}

impl Reading<'_> {
    /// Of each cell of the lattice the facts that left it and whose row the audience reads in the same cell of the
    /// table.
    fn readable(&self, lot: &Facts) -> BTreeMap<usize, BTreeSet<u32>> {
        let (mut before, mut now) = (Vec::new(), Vec::new());
        let mut found: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
        let has_left = |event: &&Event| event.step == Step::Leaves && event.cut <= self.snapshot.cut;
        for fact in lot.events().iter().filter(has_left).map(|event| event.fact) {
            let Some((row, _)) = lot.row(fact) else { continue };
            let Some(opened) = self.snapshot.visible.find(row.key) else { continue };
            self.slots.cells_of(row, &mut before);
            self.rows.cells_of(&opened, &mut now);
            let together =
                |cell: &&u32| now.iter().any(|row| *row as usize == self.owners.row_of(**cell as usize));
            for cell in before.iter().filter(together) {
                found.entry(*cell as usize).or_default().insert(fact);
            }
        }
        found
    }
}

/// What readable rows brought to a block. An organisation leaves it with the last of its rows.
fn brought(lot: &Facts, block: &Frozen, readable: &BTreeSet<u32>, rules: &Rules) -> Sums {
    let mut sums = Sums::default();
    let mut remaining: BTreeMap<u32, u64> = BTreeMap::new();
    for (_, unit) in block.rows.iter().filter_map(|fact| lot.row(*fact)) {
        *remaining.entry(unit).or_default() += 1;
    }
    for fact in block.left.intersection(readable) {
        let Some((row, unit)) = lot.row(*fact) else { continue };
        let times = rules.times(row);
        sums.observations += times;
        sums.persons += if block.part.persons_shown { times * u64::from(row.persons) } else { 0 };
        sums.rated_high += times * u64::from(row.rated_high);
        if let Some(rows) = remaining.get_mut(&unit) {
            *rows -= 1;
            sums.organisations += u64::from(*rows == 0);
        }
    }
    sums
}
