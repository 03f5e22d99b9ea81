//! Whether a world gives the answers the attacker got. It does not know the rows' keys, so any rounding shifts
//! will do, as long as the same rows are rounded the same way wherever they are met.

use crate::asking::{Answer, Leaves};
use crate::chance::Chance;
use crate::world::{Rows, World};
use disclosure::{Band, Cut, Facts, Part, Protected, Rules, Sums, parts};
use std::collections::HashMap;

/// The shifts that each mark may still have, a bit each.
#[derive(Clone, Default)]
pub struct Shifts {
    left: HashMap<u64, u32>,
    undo: Vec<(u64, Option<u32>)>,
}

impl Shifts {
    /// Forgets how to go back.
    pub fn settle(&mut self) {
        self.undo.clear();
    }

    /// Goes back to where it was settled last.
    pub fn go_back(&mut self) {
        while let Some((mark, before)) = self.undo.pop() {
            match before {
                Some(left) => self.left.insert(mark, left),
                None => self.left.remove(&mark),
            };
        }
    }

    fn left(&self, mark: u64, rules: &Rules) -> u32 {
        self.left.get(&mark).copied().unwrap_or((1 << rules.base()) - 1)
    }

    fn narrow(&mut self, mark: u64, left: u32) {
        self.undo.push((mark, self.left.insert(mark, left)));
    }
}

/// The parts of one set of leaves at one cut, lot by lot.
struct Parts {
    all: Vec<Part>,
    first_lot: usize,
}

/// The measures, whose shifts do not depend on each other: observations with organisations, persons, ratings.
const MEASURES: [u64; 3] = [0, 1, 2];

impl Parts {
    fn marks(&self, measure: u64) -> Vec<u64> {
        self.all.iter().map(|part| part.mark ^ measure).collect()
    }

    /// Whether these shifts of one measure give what an answer says of it.
    fn give(&self, measure: u64, chosen: &[u64], answer: &Answer, rules: &Rules) -> bool {
        let rounded: Vec<Sums> =
            self.all.iter().zip(chosen).map(|(part, shift)| rounded(part, *shift, rules)).collect();
        let sum = |figure: fn(&Sums) -> u64| rounded.iter().map(figure).sum::<u64>();
        let Some(known) = answer else { return measure > 0 || sum(|sums| sums.observations) == 0 };
        match measure {
            0 => {
                let counts = (sum(|sums| sums.observations), sum(|sums| sums.organisations));
                counts == (known.observations, known.organisations)
                    && self.band(&rounded) == Some(known.contributors)
            }
            1 => {
                let shown = self.all.iter().zip(&rounded).filter(|(part, _)| part.persons_shown);
                shown.map(|(_, sums)| sums.persons).sum::<u64>() == known.persons.unwrap_or(0)
            }
            _ => share(sum(|sums| sums.rated_high), known.observations) == known.rated_high,
        }
    }

    fn band(&self, rounded: &[Sums]) -> Option<Band> {
        let counted = |lot: &[Part], rounded: &[Sums]| {
            let shown = lot.iter().zip(rounded).filter(|(_, sums)| sums.observations > 0);
            Band::of(shown.map(|(part, _)| part.contributors).sum())
        };
        let (one, other) = self.all.split_at(self.first_lot);
        let (one_rounded, other_rounded) = rounded.split_at(self.first_lot);
        match (counted(one, one_rounded), counted(other, other_rounded)) {
            (Some(one), Some(other)) => Some(one.plus(other)),
            (one, other) => one.or(other),
        }
    }
}

/// Only the measure looked at is of interest, so all are shifted alike.
fn rounded(part: &Part, shift: u64, rules: &Rules) -> Sums {
    let shifts = disclosure::Shifts { observations: shift, persons: shift, rated_high: shift };
    part.rounded(shifts, rules.base())
}

/// Of ratings no more is published than a share, from 30 observations, to the nearest 5 points.
fn share(high: u64, of: u64) -> u64 {
    if of < 30 { 0 } else { (200 * high.min(of) + 5 * of) / (10 * of) }
}

/// An answer as a table publishes it.
pub fn published(answer: Answer) -> Answer {
    answer.map(|shown| Protected { rated_high: share(shown.rated_high, shown.observations), ..shown })
}

pub fn facts_of(rows: [&Rows; 2], leaves: &[usize]) -> [Facts; 2] {
    [0, 1].map(|lot| {
        let all = leaves.iter().flat_map(|leaf| rows.iter().flat_map(move |rows| &rows[*leaf]));
        Facts::new(all.filter(|row| row.lot == lot).map(|row| row.fact).collect())
    })
}

/// Whether some shifts make these rows answer as known, cut by cut; narrows the shifts left to those that do.
pub fn fits(
    world: &World,
    secret: &Rows,
    (leaves, known): (&Leaves, &[Answer]),
    shifts: &mut Shifts,
    rules: &Rules,
) -> bool {
    let lots = facts_of([&world.own, secret], leaves);
    let mut last: Option<(Vec<Part>, Answer)> = None;
    (1..).zip(known).all(|(cut, answer)| {
        let mut all = parts(&lots[0], Cut(cut), rules);
        let first_lot = all.len();
        all.extend(parts(&lots[1], Cut(cut), rules));
        if last.as_ref().is_some_and(|(parts, before)| *parts == all && before == answer) {
            return true;
        }
        last = Some((all.clone(), *answer));
        let parts = Parts { all, first_lot };
        MEASURES.iter().all(|measure| narrow(&parts, *measure, answer, shifts, rules))
    })
}

fn narrow(parts: &Parts, measure: u64, answer: &Answer, shifts: &mut Shifts, rules: &Rules) -> bool {
    let [mark] = parts.marks(measure)[..] else { return choose(parts, measure, answer, shifts, rules) };
    let left = shifts.left(mark, rules);
    let open = (0..rules.base()).filter(|shift| left >> shift & 1 == 1);
    let fitting = open.filter(|shift| parts.give(measure, &[*shift], answer, rules));
    let fitting = fitting.fold(0, |mask, shift| mask | 1 << shift);
    if fitting != 0 && fitting != left {
        shifts.narrow(mark, fitting);
    }
    fitting != 0
}

/// No part, or several: tries shifts at random and keeps to the first that fit.
fn choose(parts: &Parts, measure: u64, answer: &Answer, shifts: &mut Shifts, rules: &Rules) -> bool {
    let marks = parts.marks(measure);
    let open =
        |mark: &u64| (0..rules.base()).filter(|shift| shifts.left(*mark, rules) >> shift & 1 == 1).collect();
    let left: Vec<Vec<u64>> = marks.iter().map(open).collect();
    let ways: usize = left.iter().map(Vec::len).fold(1, usize::saturating_mul);
    let mut chance = Chance::new(marks.iter().fold(measure, |seed, mark| seed ^ mark));
    let start = chance.below(ways);
    for attempt in 0..ways.min(400) {
        let mut rest = if ways > 400 { chance.below(ways) } else { (start + attempt) % ways };
        let mut digit = |own: &Vec<u64>| {
            let shift = own[rest % own.len()];
            rest /= own.len();
            shift
        };
        let chosen: Vec<u64> = left.iter().map(&mut digit).collect();
        if parts.give(measure, &chosen, answer, rules) {
            marks.iter().zip(chosen).for_each(|(mark, shift)| shifts.narrow(*mark, 1 << shift));
            return true;
        }
    }
    false
}

/// Shifts to start from: of what the attacker brought itself, which it knows, and of parts that were added up, the
/// true ones; the others are left open.
pub fn first_shifts(world: &World, sets: &[Leaves], rules: &Rules) -> Shifts {
    let nothing: Rows = vec![vec![]; world.leaves.len()];
    let mut shifts = Shifts::default();
    for leaves in sets {
        let own = facts_of([&world.own, &nothing], leaves);
        let all = facts_of([&world.own, &world.secret], leaves);
        for cut in (1..=world.attacker.cuts()).map(Cut) {
            let [own, one, other] = [&own[0], &all[0], &all[1]].map(|lot| parts(lot, cut, rules));
            let several = one.len() + other.len() > 1;
            for part in own.iter().chain(one.iter().chain(&other).filter(|_| several)) {
                let chosen = part.shifts(rules);
                for (measure, shift) in
                    MEASURES.iter().zip([chosen.observations, chosen.persons, chosen.rated_high])
                {
                    shifts.left.insert(part.mark ^ measure, 1 << shift);
                }
            }
        }
    }
    shifts
}
