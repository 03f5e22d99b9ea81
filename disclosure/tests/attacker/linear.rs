//! What is known of sums of unknown whole numbers, and what follows from it.

use crate::chance::Chance;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome};
use std::collections::HashMap;
use std::time::Duration;

/// How long a question may keep the solver busy before it counts as open.
const PATIENCE: Duration = Duration::from_secs(2);

/// Unknowns with their factors, ascending.
pub type Terms = Vec<(usize, i64)>;

/// `low <= sum of the terms <= high`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    pub terms: Terms,
    pub low: i64,
    pub high: i64,
}

/// The sum of some terms.
pub fn sum(terms: &Terms, values: &[i64]) -> i64 {
    terms.iter().map(|(unknown, factor)| values[*unknown] * factor).sum()
}

impl Bound {
    fn off(&self, sum: i64) -> i64 {
        (self.low - sum).max(sum - self.high).max(0)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Values that keep all bounds.
    Possible(Vec<i64>),
    /// No values do.
    Impossible,
    /// The solver gave up.
    Open,
}

/// A number of rows as an unknown has it.
pub fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap()
}

/// No bound.
pub const FREE: i64 = 1 << 20;

/// Unknowns, each from 0 to its `most`, and what is known of their sums.
#[derive(Clone, Default)]
pub struct System {
    pub most: Vec<i64>,
    bounds: Vec<Bound>,
    /// Of some terms the place of their bound.
    places: HashMap<Terms, usize>,
    /// Of each unknown the bounds that it is part of, and its factor there.
    of_unknown: Vec<Vec<(usize, i64)>>,
}

impl System {
    pub fn new(most: Vec<i64>) -> Self {
        let of_unknown = vec![vec![]; most.len()];
        Self { most, of_unknown, ..Self::default() }
    }

    pub fn add(&mut self, terms: Terms, low: i64, high: i64) {
        if let Some(place) = self.places.get(&terms) {
            let bound = &mut self.bounds[*place];
            (bound.low, bound.high) = (bound.low.max(low), bound.high.min(high));
            return;
        }
        let place = self.bounds.len();
        self.places.insert(terms.clone(), place);
        self.push(Bound { terms, low, high });
    }

    fn push(&mut self, bound: Bound) {
        for (unknown, factor) in &bound.terms {
            self.of_unknown[*unknown].push((self.bounds.len(), *factor));
        }
        self.bounds.push(bound);
    }

    /// Does some work while one bound more is known.
    pub fn with<T>(&mut self, bound: Bound, work: impl FnOnce(&Self) -> T) -> T {
        self.push(bound);
        let done = work(self);
        for (unknown, _) in self.bounds.pop().unwrap().terms {
            self.of_unknown[unknown].pop();
        }
        done
    }

    /// A bound that these values break.
    pub fn broken(&self, values: &[i64]) -> Option<&Bound> {
        self.bounds.iter().find(|bound| bound.off(sum(&bound.terms, values)) > 0)
    }

    /// Starts from values that keep all bounds but the last, and changes them one by one until they keep that too.
    /// Finds fast, proves nothing.
    pub fn repair(&self, start: &[i64], chance: &mut Chance, steps: usize) -> Option<Vec<i64>> {
        Repair::new(self, start).run(chance, steps)
    }

    /// Complete, within the solver's patience.
    pub fn solve(&self) -> Verdict {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        problem.set_time_limit(PATIENCE);
        let most = |most: &i64| i32::try_from(*most).unwrap();
        let unknowns: Vec<_> =
            self.most.iter().map(|own| problem.add_integer_var(0.0, (0, most(own)))).collect();
        let real = |number: i64| f64::from(i32::try_from(number).unwrap());
        for Bound { terms, low, high } in &self.bounds {
            let sum: Vec<_> =
                terms.iter().map(|(unknown, factor)| (unknowns[*unknown], real(*factor))).collect();
            if *low > 0 {
                problem.add_constraint(&sum, ComparisonOp::Ge, real(*low));
            }
            if *high < FREE {
                problem.add_constraint(&sum, ComparisonOp::Le, real(*high));
            }
        }
        match problem.solve().map(SolveOutcome::into_solution) {
            Ok(Ok(solution)) => {
                let whole = |number: f64| format!("{number:.0}").parse().unwrap();
                Verdict::Possible(unknowns.iter().map(|own| whole(solution.var_value(*own))).collect())
            }
            Err(Error::Infeasible) => Verdict::Impossible,
            _ => Verdict::Open,
        }
    }
}

/// A walk towards values that keep all bounds. Bounds that stay broken weigh more and more.
struct Repair<'s> {
    system: &'s System,
    values: Vec<i64>,
    sums: Vec<i64>,
    weights: Vec<i64>,
    broken: Vec<usize>,
    /// Of each bound its place in `broken`.
    places: Vec<Option<usize>>,
}

impl<'s> Repair<'s> {
    fn new(system: &'s System, start: &[i64]) -> Self {
        let bounds = &system.bounds;
        let sums = bounds.iter().map(|bound| sum(&bound.terms, start)).collect();
        let (weights, places) = (vec![1; bounds.len()], vec![None; bounds.len()]);
        let mut repair = Self { system, values: start.to_vec(), sums, weights, broken: vec![], places };
        (0..bounds.len()).for_each(|bound| repair.note(bound));
        repair
    }

    fn note(&mut self, bound: usize) {
        let broken = self.system.bounds[bound].off(self.sums[bound]) > 0;
        match (broken, self.places[bound]) {
            (true, None) => {
                self.places[bound] = Some(self.broken.len());
                self.broken.push(bound);
            }
            (false, Some(place)) => {
                self.broken.swap_remove(place);
                self.places[bound] = None;
                if let Some(moved) = self.broken.get(place) {
                    self.places[*moved] = Some(place);
                }
            }
            _ => {}
        }
    }

    fn run(mut self, chance: &mut Chance, steps: usize) -> Option<Vec<i64>> {
        for _ in 0..steps {
            if self.broken.is_empty() {
                return Some(self.values);
            }
            let wrong = *chance.pick(&self.broken);
            let bound = &self.system.bounds[wrong];
            let up = if self.sums[wrong] < bound.low { 1 } else { -1 };
            let moves = bound.terms.iter().map(|(unknown, factor)| (*unknown, up * factor.signum()));
            let mut moves: Vec<(usize, i64)> =
                moves.filter(|(unknown, step)| self.can(*unknown, *step)).collect();
            if moves.is_empty() {
                return None;
            }
            let start = chance.below(moves.len());
            moves.rotate_left(start);
            let costs =
                moves.iter().take(16).map(|(unknown, step)| (self.cost(*unknown, *step), *unknown, *step));
            let (cost, unknown, step) = costs.min_by_key(|(cost, ..)| *cost)?;
            if cost >= 0 {
                self.broken.iter().for_each(|bound| self.weights[*bound] += 1);
            }
            self.change(unknown, step);
        }
        None
    }

    fn can(&self, unknown: usize, step: i64) -> bool {
        (0..=self.system.most[unknown]).contains(&(self.values[unknown] + step))
    }

    fn cost(&self, unknown: usize, step: i64) -> i64 {
        let of = |(bound, factor): &(usize, i64)| {
            let (sum, own) = (self.sums[*bound], &self.system.bounds[*bound]);
            self.weights[*bound] * (own.off(sum + step * factor) - own.off(sum))
        };
        self.system.of_unknown[unknown].iter().map(of).sum::<i64>()
    }

    fn change(&mut self, unknown: usize, step: i64) {
        self.values[unknown] += step;
        let system = self.system;
        for (bound, factor) in &system.of_unknown[unknown] {
            self.sums[*bound] += step * factor;
            self.note(*bound);
        }
    }
}

/// Unknowns from 0 to 50, and bounds on the sums of some of them.
fn system(unknowns: usize, bounds: &[(&[usize], i64, i64)]) -> System {
    let mut system = System::new(vec![50; unknowns]);
    for (terms, low, high) in bounds {
        system.add(terms.iter().map(|unknown| (*unknown, 1)).collect(), *low, *high);
    }
    system
}

#[test]
fn the_solver_finds_what_a_difference_gives_away() {
    let second = |low, high| system(2, &[(&[0, 1], 8, 8), (&[0], 7, 7), (&[1], low, high)]);
    assert_eq!(second(0, 0).solve(), Verdict::Impossible);
    assert_eq!(second(2, 50).solve(), Verdict::Impossible);
    assert_eq!(second(1, 1).solve(), Verdict::Possible(vec![7, 1]));
}

#[test]
fn the_solver_needs_whole_numbers() {
    let halves = system(3, &[(&[0, 1], 1, 1), (&[1, 2], 1, 1), (&[0, 2], 1, 1)]);
    assert_eq!(halves.solve(), Verdict::Impossible);
}

#[test]
fn a_repair_keeps_all_bounds() {
    let mut sums = system(3, &[(&[0, 1, 2], 9, 9), (&[0, 1], 4, 5), (&[1, 2], 7, 8)]);
    sums.add(vec![(0, 2), (1, -1)], -50, 0);
    let found = sums.repair(&[0, 0, 0], &mut Chance::new(1), 100).unwrap();
    assert_eq!(sums.broken(&found), None);
}
