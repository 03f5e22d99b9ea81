//! One lattice cell: its rows with their history in, its protected figures out.

use crate::block;
use crate::depth::Depth;
use crate::facts::{Cut, Event, Facts};
use crate::part::{Part, Sums};
use crate::pool;
use crate::rules::Rules;
use crate::tally::Room;

/// The protected figures of a hidden part. All are sums of rounded parts, so multiples of the rounding base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protected {
    /// Observations.
    pub observations: u64,
    /// Organisations observed, each counted once per contributor.
    pub organisations: u64,
    /// Persons met; `None` is `FEW`.
    pub persons: Option<u64>,
    /// Observations rated 4 or 5.
    pub rated_high: u64,
    /// Contributors counted, in a band.
    pub contributors: Band,
}

/// A band of contributors: at least, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Band {
    /// At least so many.
    pub from: u32,
    /// At most so many; `None` is open.
    pub to: Option<u32>,
}

impl Band {
    /// The band a number lies in: 1-2, 3-5, 6-10, 11-20, 21-50, 51-100, more. 0 has none.
    pub fn of(contributors: u32) -> Option<Self> {
        let tops = [2, 5, 10, 20, 50, 100];
        let to = tops.into_iter().find(|top| contributors <= *top);
        let from = tops.into_iter().take_while(|top| *top < contributors).last().map_or(1, |top| top + 1);
        (contributors > 0).then_some(Self { from, to })
    }

    /// The band of all contributors of two lots, which may be the same ones.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.zip(other.to).map(|(one, two)| one + two) }
    }
}

/// The protected figures of a cell so deep that holds all rows of some lots, at a cut. `None` is `FEW`: too few, or none.
pub fn protect(lots: &[&Facts], depth: Depth, cut: Cut, rules: &Rules) -> Option<Protected> {
    let mut sum = Sum::default();
    for lot in lots {
        let mut room = Room::new(lot.unit_count());
        let events: Vec<Event> = lot.events().iter().filter(|event| event.cut <= cut).copied().collect();
        sum.add_lot(&parts_of_cell(lot, &events, rules, &mut room), depth, rules);
    }
    sum.shown()
}

/// The parts of a cell that are rounded one by one, from a lot's events in order of contributor and cut.
pub(crate) fn parts_of_cell(facts: &Facts, events: &[Event], rules: &Rules, room: &mut Room) -> Vec<Part> {
    let mut entries = Vec::new();
    let blocks = events.chunk_by(|one, next| one.contributor == next.contributor);
    let mut parts: Vec<Part> =
        blocks.filter_map(|own| block::follow(facts, own, rules, room, &mut entries)).collect();
    parts.extend(pool::follow(facts, &mut entries, rules));
    parts
}

/// Rounded parts, added up lot by lot. A part that was rounded to nothing shows nothing, not even that it is there.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sum {
    sums: Sums,
    contributors: Option<Band>,
}

impl Sum {
    pub(crate) fn add_lot(&mut self, parts: &[Part], depth: Depth, rules: &Rules) {
        let (mut sums, mut contributors) = (Sums::default(), 0);
        for part in parts {
            let own = part.rounded(part.shifts(depth, rules), rules.base());
            let persons = if part.persons_shown { own.persons } else { 0 };
            contributors += if own.observations > 0 { part.contributors } else { 0 };
            sums = sums.plus(Sums { persons, ..own });
        }
        if contributors > 0 && contributors < rules.charter().contributors {
            return;
        }
        self.sums = self.sums.plus(sums);
        self.contributors = match (self.contributors, Band::of(contributors)) {
            (Some(one), Some(other)) => Some(one.plus(other)),
            (one, other) => one.or(other),
        };
    }

    pub(crate) fn shown(self) -> Option<Protected> {
        self.contributors.map(|contributors| Protected {
            observations: self.sums.observations,
            organisations: self.sums.organisations,
            persons: (self.sums.persons > 0).then_some(self.sums.persons),
            rated_high: self.sums.rated_high,
            contributors,
        })
    }
}

/// What [`protect`] rounds and adds up: for the attacker's test, which has to know what it may not find.
#[cfg(feature = "sabotage")]
pub fn parts(facts: &Facts, cut: Cut, rules: &Rules) -> Vec<Part> {
    let mut room = Room::new(facts.unit_count());
    let events: Vec<Event> = facts.events().iter().filter(|event| event.cut <= cut).copied().collect();
    parts_of_cell(facts, &events, rules, &mut room)
}
