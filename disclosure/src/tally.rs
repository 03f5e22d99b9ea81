//! Sums over rows that enter and leave, kept together with what the primary rule asks of them.

use crate::facts::Fact;
use crate::part::{Part, Sums};
use crate::rules::Rules;

/// What one organisation brings to a tally.
#[derive(Clone, Copy, Default)]
struct Unit {
    round: u32,
    rows: u64,
    persons: u64,
    changed: u32,
}

/// Room for one number per organisation, used by one tally after the other so that none has to clear it.
pub(crate) struct Room {
    units: Vec<Unit>,
    round: u32,
    change: u32,
}

impl Room {
    pub(crate) fn new(unit_count: usize) -> Self {
        Self { units: vec![Unit::default(); unit_count], round: 0, change: 0 }
    }
}

/// Exact sums over the rows now in.
pub(crate) struct Tally<'r> {
    room: &'r mut Room,
    touched: Vec<u32>,
    rules: &'r Rules,
    mark: u64,
    sums: Sums,
    /// The same, each row as often as figures count it.
    counted: Sums,
    sensitive: u64,
    largest: Largest,
    changed: u32,
}

#[derive(Clone, Copy, Default)]
struct Largest {
    rows: u64,
    persons: u64,
    stale: bool,
}

impl<'r> Tally<'r> {
    pub(crate) fn new(room: &'r mut Room, rules: &'r Rules) -> Self {
        room.round += 1;
        room.change += 1;
        Self {
            room,
            touched: Vec::new(),
            rules,
            mark: 0,
            sums: Sums::default(),
            counted: Sums::default(),
            sensitive: 0,
            largest: Largest::default(),
            changed: 0,
        }
    }

    pub(crate) fn add(&mut self, row: &Fact, unit: u32) {
        let Some(own) = self.room.units.get_mut(unit as usize) else { return };
        if own.round != self.room.round {
            *own = Unit { round: self.room.round, ..Unit::default() };
            self.touched.push(unit);
        }
        own.rows += 1;
        own.persons += u64::from(row.persons);
        self.largest.rows = self.largest.rows.max(own.rows);
        self.largest.persons = self.largest.persons.max(own.persons);
        let more = sums_of(row, own.rows == 1);
        self.sums = self.sums.plus(more);
        self.counted = self.counted.plus(more.times(self.rules.times(row)));
        self.mark ^= row.key;
        self.sensitive += u64::from(row.sensitive);
        self.note_change(unit);
    }

    /// Takes away a row that was added before.
    pub(crate) fn remove(&mut self, row: &Fact, unit: u32) {
        let Some(own) = self.room.units.get_mut(unit as usize) else { return };
        self.largest.stale |= own.rows == self.largest.rows || own.persons == self.largest.persons;
        own.rows -= 1;
        own.persons -= u64::from(row.persons);
        let less = sums_of(row, own.rows == 0);
        self.sums = self.sums.each(less, |sum, less| sum - less);
        self.counted = self.counted.each(less.times(self.rules.times(row)), u64::saturating_sub);
        self.mark ^= row.key;
        self.sensitive -= u64::from(row.sensitive);
        self.note_change(unit);
    }

    fn note_change(&mut self, unit: u32) {
        if let Some(own) = self.room.units.get_mut(unit as usize)
            && own.changed != self.room.change
        {
            own.changed = self.room.change;
            self.changed += 1;
        }
    }

    /// Distinct organisations that changed since [`Self::settle`].
    pub(crate) fn changed(&self) -> u32 {
        self.changed
    }

    /// From here on changes are counted anew.
    pub(crate) fn settle(&mut self) {
        self.room.change += 1;
        self.changed = 0;
    }

    /// The figures, if these rows keep the primary rule by themselves.
    pub(crate) fn part(&mut self) -> Option<Part> {
        let rules = self.rules;
        let charter = rules.charter();
        if self.sums.organisations < u64::from(charter.organisations) {
            return None;
        }
        self.refresh_largest();
        if !rules.is_balanced(self.sums.observations, self.largest.rows) {
            return None;
        }
        let least = if self.sensitive > 0 { charter.sensitive_persons } else { charter.persons };
        let persons = self.sums.persons;
        let persons_shown = persons >= u64::from(least) && rules.is_balanced(persons, self.largest.persons);
        let (mark, sums) = (self.mark, self.sums.counted_as(self.counted));
        Some(Part { mark, contributors: 1, sums, persons_shown, gone: Sums::default() })
    }

    fn refresh_largest(&mut self) {
        if !self.largest.stale {
            return;
        }
        let units = &self.room.units;
        let own = self.touched.iter().filter_map(|unit| units.get(*unit as usize));
        self.largest = own.fold(Largest::default(), |largest, unit| Largest {
            rows: largest.rows.max(unit.rows),
            persons: largest.persons.max(unit.persons),
            stale: false,
        });
    }
}

fn sums_of(row: &Fact, whole_unit: bool) -> Sums {
    Sums {
        observations: 1,
        organisations: u64::from(whole_unit),
        persons: u64::from(row.persons),
        rated_high: u64::from(row.rated_high),
    }
}
