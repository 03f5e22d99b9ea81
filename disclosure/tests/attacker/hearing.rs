//! What tables tell of one lot, part by part.

use crate::asking::Cells;
use crate::mask::Mask;
use disclosure::{Cut, Depth, Fact, Facts, Part, Rules, Sums, parts};
use std::collections::{BTreeMap, BTreeSet};

/// The figure of one part of a lattice cell, and the rows it was made of.
pub struct Told {
    /// Numbers of units.
    pub who: Vec<usize>,
    pub mask: Mask,
    pub cut: u32,
    pub depth: Depth,
    pub figure: Sums,
    /// The attacker's own rows among them.
    pub own: Own,
}

/// Rows that the attacker brought.
#[derive(Clone, Copy, Default)]
pub struct Own {
    /// As figures count them.
    pub counted: Sums,
    pub rows: u64,
    pub persons: u64,
    /// Their keys together.
    pub mark: u64,
}

/// One lot's rows in a set of leaves, contributor by contributor.
pub struct Hearing<'h> {
    told: Vec<Told>,
    /// Of each contributor, cut by cut, whether its block stands by itself.
    blocks: BTreeMap<u32, Vec<bool>>,
    cuts: &'h [u32],
    rows: &'h [Fact],
    rules: &'h Rules,
}

impl<'h> Hearing<'h> {
    /// The parts that a lot with these rows shows at these cuts.
    pub fn new(rows: &'h [Fact], cuts: &'h [u32], rules: &'h Rules) -> Self {
        Self { told: vec![], blocks: BTreeMap::new(), cuts, rows, rules }
    }

    /// What is told of contributors, given by their numbers, in a cell.
    pub fn of(mut self, units: &BTreeMap<u32, usize>, (mask, depth): Cells) -> Vec<Told> {
        self.blocks(units, mask, depth);
        self.pool(units, mask, depth);
        self.told
    }

    fn own<'f>(&self, facts: impl Iterator<Item = &'f Fact>) -> Own {
        facts.fold(Own::default(), |Own { counted, rows, persons, mark }, fact| {
            let (times, more) = (self.rules.times(fact), u64::from(fact.persons));
            let counted = Sums {
                observations: counted.observations + times,
                persons: counted.persons + times * more,
                rated_high: counted.rated_high + times * u64::from(fact.rated_high),
                ..counted
            };
            Own { counted, rows: rows + 1, persons: persons + more, mark: mark ^ fact.key }
        })
    }

    fn rounded(&self, part: &Part, depth: Depth) -> Sums {
        let part = Part { gone: Sums::default(), ..*part };
        let sums = part.rounded(part.shifts(depth, self.rules), self.rules.base());
        Sums { persons: if part.persons_shown { sums.persons } else { 0 }, ..sums }
    }

    /// The latest cut, not after another, at which the chosen rows are those behind a figure.
    fn settled(&self, part: &Part, place: usize, chosen: impl Fn(usize, &Fact) -> bool) -> Option<usize> {
        let mark = |at: usize| {
            let rows = self.rows.iter().filter(|fact| fact.is_in(Cut(self.cuts[at])) && chosen(at, fact));
            rows.fold(0, |mark, fact| mark ^ fact.key)
        };
        (0..=place).rev().find(|at| mark(*at) == part.mark)
    }

    fn blocks(&mut self, units: &BTreeMap<u32, usize>, mask: Mask, depth: Depth) {
        let contributors: BTreeSet<u32> =
            self.rows.iter().map(|fact| fact.contributor).chain(units.keys().copied()).collect();
        for contributor in contributors {
            let own = self.rows.iter().filter(|fact| fact.contributor == contributor);
            let facts = Facts::new(own.copied().collect());
            let mut stands = vec![];
            for place in 0..self.cuts.len() {
                let part = parts(&facts, Cut(self.cuts[place]), self.rules).first().copied();
                stands.push(part.is_some());
                let Some(unit) = units.get(&contributor) else { continue };
                let figure = part.map_or_else(Sums::default, |part| self.rounded(&part, depth));
                let settled =
                    part.map(|part| self.settled(&part, place, |_, fact| fact.contributor == contributor));
                let settled = settled.map_or(place, |at| at.expect("a cut that the block is of"));
                let cut = self.cuts[if figure.observations > 0 { settled } else { place }];
                self.told.push(Told { who: vec![*unit], mask, cut, depth, figure, own: Own::default() });
            }
            self.blocks.insert(contributor, stands);
        }
    }

    fn pool(&mut self, units: &BTreeMap<u32, usize>, mask: Mask, depth: Depth) {
        let facts = Facts::new(self.rows.to_vec());
        for place in 0..self.cuts.len() {
            let parts = parts(&facts, Cut(self.cuts[place]), self.rules);
            let Some(part) = parts.iter().find(|part| part.contributors > 1) else { continue };
            let pooled = |at: usize, fact: &Fact| !self.blocks[&fact.contributor][at];
            let Some(at) = self.settled(part, place, pooled) else { continue };
            let figure = self.rounded(part, depth);
            if figure.observations == 0 {
                continue;
            }
            let cut = self.cuts[at];
            let who = units
                .iter()
                .filter(|(contributor, _)| !self.blocks.get(contributor).is_some_and(|stands| stands[at]));
            let who = who.map(|(_, unit)| *unit).collect();
            let own = |fact: &&Fact| {
                !units.contains_key(&fact.contributor) && fact.is_in(Cut(cut)) && pooled(at, fact)
            };
            let own = self.own(self.rows.iter().filter(own));
            self.told.push(Told { who, mask, cut, depth, figure, own });
        }
    }
}
