//! Which numbers the attacker looks for.

use crate::linear::{Terms, whole};
use crate::mask::Mask;
use crate::world::World;
use disclosure::{Fact, Rules};
use std::collections::BTreeSet;

/// A contributor in one hidden lot.
type Unit = (usize, u32);

/// The cuts at which rows entered and left.
type Span = (u32, u32);

/// What is unknown of the rows of one unit, leaf and span: how many there are, and their persons, of those that
/// figures leave out, count once and count twice; and the rated ones, as figures count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    Rows(i64),
    Persons(i64),
    Rated,
}

/// What tables tell, or leave untold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Rows,
    Persons,
    Rated,
}

impl Measure {
    fn unknowns(self) -> &'static [Unknown] {
        match self {
            Self::Rows => &ALL[..3],
            Self::Rated => &ALL[3..4],
            Self::Persons => &ALL[4..],
        }
    }
}

const ALL: [Unknown; 7] = [
    Unknown::Rows(0),
    Unknown::Rows(1),
    Unknown::Rows(2),
    Unknown::Rated,
    Unknown::Persons(0),
    Unknown::Persons(1),
    Unknown::Persons(2),
];

/// Which number is which unknown.
pub struct Unknowns {
    pub units: Vec<Unit>,
    pub spans: Vec<Span>,
    leaves: usize,
    persons: bool,
}

pub fn span(fact: &Fact) -> Span {
    (fact.from.0, fact.until.map_or(u32::MAX, |(cut, _)| cut.0))
}

impl Unknowns {
    pub fn new(world: &World) -> Self {
        let rows = world.secret.iter();
        let units: BTreeSet<Unit> = rows.clone().map(|row| (row.lot, row.fact.contributor)).collect();
        let spans: BTreeSet<Span> = rows.map(|row| span(&row.fact)).collect();
        let (units, spans) = (units.into_iter().collect(), spans.into_iter().collect());
        Self { units, spans, leaves: world.leaves.len(), persons: world.persons }
    }

    pub fn groups(&self) -> usize {
        self.units.len() * self.spans.len() * self.leaves
    }

    pub fn kinds(&self) -> &'static [Unknown] {
        &ALL[..if self.persons { 7 } else { 4 }]
    }

    pub fn start(&self, unknown: Unknown) -> usize {
        ALL.iter().position(|own| *own == unknown).unwrap() * self.groups()
    }

    fn number(&self, unit: usize, span: usize, leaf: usize) -> usize {
        (unit * self.spans.len() + span) * self.leaves + leaf
    }

    /// A measure of some units in these leaves, span by span: how many there are, or as figures count them.
    pub fn terms(&self, units: &[usize], measure: Measure, counted: bool, wanted: &[Mask]) -> Terms {
        let mut terms = vec![];
        for unknown in measure.unknowns() {
            let factor = match unknown {
                Unknown::Rows(times) | Unknown::Persons(times) if counted => *times,
                _ => 1,
            };
            for unit in units.iter().filter(|_| factor > 0) {
                for (place, mask) in wanted.iter().enumerate() {
                    let leaves = mask.leaves().take_while(|leaf| *leaf < self.leaves);
                    let number = |leaf| self.start(*unknown) + self.number(*unit, place, leaf);
                    terms.extend(leaves.map(|leaf| (number(leaf), factor)));
                }
            }
        }
        terms
    }

    /// All rows, or persons, in some leaves at a cut: how many there are, or as figures count them.
    pub fn all(&self, mask: Mask, cut: u32, measure: Measure, counted: bool) -> Terms {
        let units: Vec<usize> = (0..self.units.len()).collect();
        self.terms(&units, measure, counted, &self.during(cut, mask))
    }

    /// Span by span, the leaves of the rows that a cut holds.
    pub fn during(&self, cut: u32, mask: Mask) -> Vec<Mask> {
        let holds = |(from, until): &Span| *from <= cut && cut < *until;
        self.spans.iter().map(|span| if holds(span) { mask } else { Mask::NONE }).collect()
    }

    pub fn truth(&self, world: &World, rules: &Rules) -> Vec<i64> {
        let mut truth = vec![0; self.groups() * self.kinds().len()];
        for row in &world.secret {
            let unit = self.units.binary_search(&(row.lot, row.fact.contributor)).unwrap();
            let span = self.spans.binary_search(&span(&row.fact)).unwrap();
            let number = self.number(unit, span, row.leaf);
            let times = whole(rules.times(&row.fact));
            truth[self.start(Unknown::Rows(times)) + number] += 1;
            truth[self.start(Unknown::Rated) + number] += times * i64::from(row.fact.rated_high);
            if self.persons {
                truth[self.start(Unknown::Persons(times)) + number] += i64::from(row.fact.persons);
            }
        }
        truth
    }
}
