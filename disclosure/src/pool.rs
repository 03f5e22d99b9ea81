//! The pool: rows of contributors whose blocks do not stand by themselves in a cell, put together.
//!
//! It counts only while what remains after *any two* of its contributors take theirs away still keeps the
//! primary rule, and it is counted anew only when the changes that remain after any two took theirs away concern
//! enough organisations. So no contributor, and no two of them together, can move it by themselves and read the
//! others in its steps. In between, rows that leave it take themselves away in whole rounding steps, without a
//! look at what remains.

use crate::facts::{Cut, Event, Facts, Step};
use crate::part::{Part, Sums};
use crate::rules::Rules;
use std::collections::{BTreeMap, BTreeSet};

/// A row that comes to the pool or leaves it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    cut: Cut,
    fact: u32,
    enters: bool,
}

impl Entry {
    pub(crate) fn of(event: &Event, cut: Cut) -> Self {
        Self { cut, fact: event.fact, enters: event.step == Step::Enters }
    }

    pub(crate) fn leaving(event: &Event, cut: Cut) -> Self {
        Self { cut, fact: event.fact, enters: false }
    }
}

/// The pool after all entries.
pub(crate) fn follow(facts: &Facts, entries: &mut [Entry], rules: &Rules) -> Option<Part> {
    entries.sort_by_key(|entry| entry.cut);
    let (rows, counted) = (BTreeSet::new(), BTreeSet::new());
    let mut pool = Pool { facts, rules, rows, counted, changed: Sets::new(), part: None };
    for group in entries.chunk_by(|one, next| one.cut == next.cut) {
        pool.step(group);
    }
    pool.part
}

/// Of each contributor the organisations.
type Sets = BTreeMap<u32, BTreeSet<u32>>;

struct Pool<'f> {
    facts: &'f Facts,
    rules: &'f Rules,
    /// The rows in the pool now.
    rows: BTreeSet<u32>,
    /// Those that the figure was made of, without those that left since.
    counted: BTreeSet<u32>,
    changed: Sets,
    part: Option<Part>,
}

impl Pool<'_> {
    fn step(&mut self, group: &[Entry]) {
        let mut gone = Vec::new();
        for entry in group {
            let Some((row, unit)) = self.facts.row(entry.fact) else { continue };
            self.changed.entry(row.contributor).or_default().insert(unit);
            if entry.enters {
                self.rows.insert(entry.fact);
                continue;
            }
            self.rows.remove(&entry.fact);
            if self.counted.remove(&entry.fact) {
                gone.push(entry.fact);
            }
        }
        if beyond_any_two(&self.changed) >= u64::from(self.rules.charter().organisations) {
            self.counted = self.rows.clone();
            self.part = self.count(&self.counted).part(self.rules);
            self.changed.clear();
        } else if !gone.is_empty() {
            let still = self.count(&self.counted).part(self.rules);
            let left = self.count(&gone).sums();
            self.part = still.and(self.part).map(|part| Part { gone: part.gone.plus(left), ..part });
        }
    }

    fn count<'i>(&self, rows: impl IntoIterator<Item = &'i u32>) -> Count {
        let mut count = Count::default();
        for (row, unit) in rows.into_iter().filter_map(|fact| self.facts.row(*fact)) {
            let persons = u64::from(row.persons);
            count.units.entry(row.contributor).or_default().insert(unit);
            count.rows.add(row.contributor, unit, 1);
            count.persons.add(row.contributor, unit, persons);
            count.mark ^= row.key;
            let own =
                Sums { observations: 1, persons, rated_high: u64::from(row.rated_high), ..Sums::default() };
            count.counted = count.counted.plus(own.times(self.rules.times(row)));
            count.sensitive |= row.sensitive;
        }
        count
    }
}

/// A sum, and its parts by contributor and by organisation.
#[derive(Default)]
struct Magnitude {
    total: u64,
    by_contributor: BTreeMap<u32, u64>,
    by_unit: BTreeMap<u32, u64>,
}

impl Magnitude {
    fn add(&mut self, contributor: u32, unit: u32, amount: u64) {
        self.total += amount;
        *self.by_contributor.entry(contributor).or_default() += amount;
        *self.by_unit.entry(unit).or_default() += amount;
    }

    fn beyond_any_two(&self) -> u64 {
        self.total.saturating_sub(largest_two(self.by_contributor.values().copied()))
    }

    fn is_balanced(&self, rules: &Rules) -> bool {
        rules.is_balanced(self.beyond_any_two(), self.by_unit.values().copied().max().unwrap_or(0))
    }
}

#[derive(Default)]
struct Count {
    units: Sets,
    rows: Magnitude,
    persons: Magnitude,
    mark: u64,
    counted: Sums,
    sensitive: bool,
}

impl Count {
    fn part(&self, rules: &Rules) -> Option<Part> {
        let charter = rules.charter();
        if beyond_any_two(&self.units) < u64::from(charter.organisations) || !self.rows.is_balanced(rules) {
            return None;
        }
        let least = if self.sensitive { charter.sensitive_persons } else { charter.persons };
        let enough = self.persons.beyond_any_two() >= u64::from(least);
        let persons_shown = enough && self.persons.is_balanced(rules);
        let contributors = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        Some(Part { mark: self.mark, contributors, sums: self.sums(), persons_shown, gone: Sums::default() })
    }

    fn sums(&self) -> Sums {
        let organisations = self.units.values().map(|units| units.len() as u64).sum();
        Sums { observations: self.rows.total, organisations, ..Sums::default() }.counted_as(self.counted)
    }
}

/// Distinct organisations left at least when any two contributors take theirs away.
fn beyond_any_two(sets: &Sets) -> u64 {
    let distinct: BTreeSet<&u32> = sets.values().flatten().collect();
    (distinct.len() as u64).saturating_sub(largest_two(sets.values().map(|units| units.len() as u64)))
}

fn largest_two(amounts: impl Iterator<Item = u64>) -> u64 {
    let (first, second) =
        amounts.fold(
            (0, 0),
            |(first, second), amount| {
                if amount > first { (amount, first) } else { (first, second.max(amount)) }
            },
        );
    first + second
}
