//! Attacks case by case, and judges what was learnt.

use crate::asking::Asking;
use crate::chance::Chance;
use crate::knowledge::Knowledge;
use crate::linear::{Bound, FREE, System, Terms, Verdict, sum};
use crate::unknowns::Measure;
use crate::world::{Attacker, World};
use disclosure::{Rules, Sabotage};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What an attacker learns of a hidden part of 1 or 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Learnt {
    /// It may be another number, 0 among them.
    Nothing,
    /// It may be another number; but that there is one at all is known, or could not be shown to be unknown.
    Existence,
    /// What figures count of it; how many there are is not known.
    Counted,
    /// Its number.
    Number,
    /// The solver gave up before it found another number.
    Open,
}

/// A hidden part of 1 or 2: what it is the sum of, what figures count of it, and whether other worlds were found with
/// the same answers, one in which it is nothing, one in which it is another number.
struct Target {
    terms: Terms,
    counted: Terms,
    number: i64,
    none: bool,
    other: bool,
}

struct Attack<'w> {
    knowledge: Knowledge<'w>,
    chance: Chance,
    targets: Vec<Target>,
}

impl<'w> Attack<'w> {
    fn new(seed: u64, world: &'w World, rules: &'w Rules) -> Self {
        let mut chance = Chance::new(!seed);
        let sets = Asking::new(world, rules, &mut chance).sets(world.attacker.cuts());
        let knowledge = Knowledge::new(world, rules, &sets);
        let mut sums: BTreeSet<(Terms, Terms)> = BTreeSet::new();
        for measure in [Measure::Rows, Measure::Persons].into_iter().take(1 + usize::from(world.persons)) {
            for cut in [1, world.attacker.cuts()] {
                let terms = |mask, counted| knowledge.unknowns.all(mask, cut, measure, counted);
                sums.extend(sets.iter().map(|(mask, _)| (terms(*mask, false), terms(*mask, true))));
            }
        }
        let number = |terms: &Terms| sum(terms, &knowledge.truth);
        let target =
            |(terms, counted)| Target { number: number(&terms), terms, counted, none: false, other: false };
        let targets = sums.into_iter().map(target);
        let targets = targets.filter(|target| matches!(target.number, 1 | 2)).collect();
        Self { knowledge, chance, targets }
    }

    fn learnt(mut self) -> Vec<Learnt> {
        (0..self.targets.len()).map(|target| self.learnt_of(target)).collect()
    }

    fn learnt_of(&mut self, target: usize) -> Learnt {
        let Target { terms, counted, number, .. } = &self.targets[target];
        let (terms, counted, number) = (terms.clone(), counted.clone(), *number);
        if self.targets[target].none || self.imagines(&terms, 0, 0) {
            return Learnt::Nothing;
        }
        let known = if self.targets[target].other { Some(false) } else { self.knows(&terms, number) };
        match known {
            None => return Learnt::Open,
            Some(true) => return Learnt::Number,
            Some(false) => {}
        }
        match self.knows(&counted, sum(&counted, &self.knowledge.truth)) {
            None => Learnt::Open,
            Some(true) => Learnt::Counted,
            Some(false) => Learnt::Existence,
        }
    }

    /// Whether all answers leave a sum no other number; nothing if the solver gives up.
    fn knows(&mut self, terms: &Terms, number: i64) -> Option<bool> {
        if self.imagines(terms, number + 1, FREE) || self.imagines(terms, 0, number - 1) {
            return Some(false);
        }
        match (self.solves(terms, 0, number - 1), self.solves(terms, number + 1, FREE)) {
            (Some(false), Some(false)) => Some(true),
            (Some(true), _) | (_, Some(true)) => Some(false),
            _ => None,
        }
    }

    /// Whether another world is found soon in which all answers are the same and a sum lies within bounds.
    fn imagines(&mut self, terms: &Terms, low: i64, high: i64) -> bool {
        let bound = Bound { terms: terms.clone(), low, high };
        let (chance, truth) = (&mut self.chance, &self.knowledge.truth);
        let found = self
            .knowledge
            .system
            .with(bound, |system| (0..2).find_map(|_| system.repair(truth, chance, 500)));
        found.is_some_and(|values| self.note(&values))
    }

    /// The same, complete; nothing if the solver gives up.
    fn solves(&mut self, terms: &Terms, low: i64, high: i64) -> Option<bool> {
        let bound = Bound { terms: terms.clone(), low, high };
        match self.knowledge.system.with(bound, System::solve) {
            Verdict::Possible(values) => Some(self.note(&values)),
            Verdict::Impossible => Some(false),
            Verdict::Open => None,
        }
    }

    /// One other world answers for many hidden parts.
    fn note(&mut self, values: &[i64]) -> bool {
        assert_eq!(self.knowledge.system.broken(values), None, "another world keeps all bounds");
        self.targets.iter_mut().for_each(|target| target.note(values));
        true
    }
}

impl Target {
    fn note(&mut self, values: &[i64]) {
        let sum = sum(&self.terms, values);
        self.none |= sum == 0;
        self.other |= sum != self.number;
    }
}

/// What a kind of attacker learnt, case by case.
#[derive(Default)]
struct Score {
    cases: usize,
    learnt: Vec<Learnt>,
    lost_with: BTreeSet<u64>,
}

impl Score {
    fn add(&mut self, seed: u64, learnt: &[Learnt]) {
        self.cases += 1;
        self.learnt.extend(learnt);
        if learnt.contains(&Learnt::Number) {
            self.lost_with.insert(seed);
        }
    }

    fn count(&self, of: Learnt) -> usize {
        self.learnt.iter().filter(|learnt| **learnt == of).count()
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { cases, learnt, lost_with } = self;
        let all_of = [Learnt::Number, Learnt::Counted, Learnt::Existence, Learnt::Open];
        let [number, counted, existence, open] = all_of.map(|of| self.count(of));
        let all = learnt.len();
        write!(f, "{cases} cases, {all} hidden parts of 1 or 2: the number of {number} is learnt")?;
        write!(f, ", what figures count of {counted}, existence of {existence}; {open} are open")?;
        write!(f, "; lost with seeds {lost_with:?}")
    }
}

/// Attacks case by case on two threads, each seed with the attacker whose turn it is.
fn attack(seeds: impl Iterator<Item = u64>, attackers: &[Attacker], rules: &Rules) -> Vec<Score> {
    let seeds: Vec<u64> = seeds.collect();
    let scores: Mutex<Vec<Score>> = Mutex::new(attackers.iter().map(|_| Score::default()).collect());
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            let kind = usize::try_from(*seed).unwrap() % attackers.len();
            let world = World::generate(*seed, attackers[kind]);
            let learnt = Attack::new(*seed, &world, rules).learnt();
            scores.lock().unwrap()[kind].add(*seed, &learnt);
        }
    };
    std::thread::scope(|scope| [0, 1].map(|_| scope.spawn(work)).map(|thread| thread.join().unwrap()));
    scores.into_inner().unwrap()
}

/// No number may be learnt; of what figures count, which is the number itself seven times in eight, less than one in
/// a thousand; of existence, less than one in twenty.
fn judge(scores: &[Score]) -> Result<(), &'static str> {
    let sum = |of| scores.iter().map(|score| score.count(of)).sum::<usize>();
    let all: usize = scores.iter().map(|score| score.learnt.len()).sum();
    if sum(Learnt::Number) > 0 {
        return Err("a number is learnt");
    }
    if sum(Learnt::Counted) * 1000 >= all {
        return Err("what figures count is learnt too often");
    }
    if (sum(Learnt::Existence) + sum(Learnt::Counted)) * 20 >= all {
        return Err("existence is known too often");
    }
    if sum(Learnt::Open) * 1000 >= all { Err("the solver gives up too often") } else { Ok(()) }
}

#[test]
fn nobody_learns_a_hidden_one_or_two() {
    #[expect(clippy::disallowed_methods, reason = "how many cases is no setting of the server")]
    let cases: u64 = std::env::var("CASES").map_or(200, |cases| cases.parse().unwrap());
    let scores = attack(0..cases, &Attacker::ALL, &Rules::default());
    for (attacker, score) in Attacker::ALL.iter().zip(&scores) {
        println!("{attacker:?}: {score}");
    }
    assert_eq!(judge(&scores), Ok(()));
}

fn judge_without(sabotage: Sabotage, cases: u64) -> Result<(), &'static str> {
    let scores = attack(0..cases, &[Attacker::Reader], &Rules::sabotaged(sabotage));
    println!("{sabotage:?}: {}", scores[0]);
    judge(&scores)
}

#[test]
fn the_attacker_wins_where_nothing_is_rounded() {
    assert_eq!(judge_without(Sabotage::NoRounding, 1), Err("a number is learnt"));
}

#[test]
fn the_attacker_wins_where_lists_are_answered_from_rows() {
    assert_eq!(judge_without(Sabotage::ListsFromRows, 8), Err("existence is known too often"));
}
