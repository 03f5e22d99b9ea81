//! The attacker's solver: unknown whole numbers, sums of them known to lie between bounds. Complete: bounds are
//! propagated to a fixed point, then a variable is split, until a solution is found or none is left.

use crate::chance::Chance;

/// `low <= sum of the unknowns <= high`.
#[derive(Clone, Debug)]
pub struct Bound {
    pub unknowns: Vec<usize>,
    pub low: i64,
    pub high: i64,
}

#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// Values that fit.
    Possible(Vec<i64>),
    /// Nothing fits.
    Impossible,
    /// Too many branches to tell.
    Unknown,
}

#[derive(Clone)]
struct Domain {
    low: Vec<i64>,
    high: Vec<i64>,
}

/// Looks for values of `unknowns` numbers from 0 to `most` that keep all bounds, in at most `budget` branches.
pub fn solve(unknowns: usize, most: i64, bounds: &[Bound], mut budget: usize) -> Verdict {
    let domain = Domain { low: vec![0; unknowns], high: vec![most; unknowns] };
    branch(domain, bounds, &mut budget)
}

fn branch(mut domain: Domain, bounds: &[Bound], budget: &mut usize) -> Verdict {
    if !domain.propagate(bounds) {
        return Verdict::Impossible;
    }
    let width = |unknown: &usize| domain.high[*unknown] - domain.low[*unknown];
    let open = (0..domain.low.len()).filter(|unknown| width(unknown) > 0).min_by_key(width);
    let Some(unknown) = open else { return Verdict::Possible(domain.low) };
    if *budget == 0 {
        return Verdict::Unknown;
    }
    *budget -= 1;
    let (mut lower, mut upper) = (domain.clone(), domain);
    let middle = i64::midpoint(lower.low[unknown], lower.high[unknown]);
    lower.high[unknown] = middle;
    upper.low[unknown] = middle + 1;
    match branch(lower, bounds, budget) {
        Verdict::Impossible => branch(upper, bounds, budget),
        found @ Verdict::Possible(_) => found,
        Verdict::Unknown => match branch(upper, bounds, budget) {
            Verdict::Impossible => Verdict::Unknown,
            other => other,
        },
    }
}

impl Domain {
    /// Tightens until nothing moves; false if some bound cannot be kept.
    fn propagate(&mut self, bounds: &[Bound]) -> bool {
        let mut moved = true;
        while moved {
            moved = false;
            for bound in bounds {
                match self.tighten(bound) {
                    None => return false,
                    Some(tightened) => moved |= tightened,
                }
            }
        }
        true
    }

    fn tighten(&mut self, bound: &Bound) -> Option<bool> {
        let least: i64 = bound.unknowns.iter().map(|unknown| self.low[*unknown]).sum();
        let most: i64 = bound.unknowns.iter().map(|unknown| self.high[*unknown]).sum();
        if least > bound.high || most < bound.low {
            return None;
        }
        let mut moved = false;
        for unknown in &bound.unknowns {
            let (low, high) = (self.low[*unknown], self.high[*unknown]);
            let new_high = high.min(bound.high - (least - low));
            let new_low = low.max(bound.low - (most - high));
            if new_low > new_high {
                return None;
            }
            moved |= new_low > low || new_high < high;
            (self.low[*unknown], self.high[*unknown]) = (new_low, new_high);
            if moved {
                return Some(true);
            }
        }
        Some(moved)
    }
}

/// Starts from values and changes one or two at a time until all bounds are kept: finds fast, proves nothing.
pub fn repair(
    start: &[i64],
    bounds: &[Bound],
    most: i64,
    chance: &mut Chance,
    steps: usize,
) -> Option<Vec<i64>> {
    let mut of_unknown: Vec<Vec<usize>> = vec![vec![]; start.len()];
    for (number, bound) in bounds.iter().enumerate() {
        bound.unknowns.iter().for_each(|unknown| of_unknown[*unknown].push(number));
    }
    let mut values = start.to_vec();
    let mut sums: Vec<i64> = bounds.iter().map(|b| b.unknowns.iter().map(|u| values[*u]).sum()).collect();
    let off = |bound: &Bound, sum: i64| (bound.low - sum).max(sum - bound.high).max(0);
    for _ in 0..steps {
        let broken: Vec<usize> = (0..bounds.len()).filter(|n| off(&bounds[*n], sums[*n]) > 0).collect();
        if broken.is_empty() {
            return Some(values);
        }
        let wrong = &bounds[*chance.pick(&broken)];
        let sum: i64 = wrong.unknowns.iter().map(|u| values[*u]).sum();
        let step = if sum < wrong.low { 1 } else { -1 };
        let cost = |values: &[i64], sums: &[i64], unknown: usize| {
            let next = values[unknown] + step;
            if !(0..=most).contains(&next) {
                return i64::MAX;
            }
            of_unknown[unknown]
                .iter()
                .map(|n| off(&bounds[*n], sums[*n] + step) - off(&bounds[*n], sums[*n]))
                .sum()
        };
        let chosen = if chance.percent(10) {
            *chance.pick(&wrong.unknowns)
        } else {
            let start = chance.below(wrong.unknowns.len());
            let mut order: Vec<usize> = wrong.unknowns.clone();
            order.rotate_left(start);
            order.into_iter().min_by_key(|u| cost(&values, &sums, *u)).unwrap()
        };
        if (0..=most).contains(&(values[chosen] + step)) {
            values[chosen] += step;
            of_unknown[chosen].iter().for_each(|n| sums[*n] += step);
        }
    }
    None
}

#[test]
fn the_solver_finds_what_a_difference_gives_away() {
    let total = Bound { unknowns: vec![0, 1], low: 8, high: 8 };
    let part = |low, high| Bound { unknowns: vec![0], low, high };
    let other_than_one = |low, high| vec![total.clone(), part(7, 7), Bound { unknowns: vec![1], low, high }];
    assert_eq!(solve(2, 50, &other_than_one(0, 0), 100), Verdict::Impossible);
    assert_eq!(solve(2, 50, &other_than_one(2, 50), 100), Verdict::Impossible);
    assert_eq!(solve(2, 50, &other_than_one(1, 1), 100), Verdict::Possible(vec![7, 1]));
}

#[test]
fn the_solver_needs_whole_numbers() {
    let pair = |one, two, sum| Bound { unknowns: vec![one, two], low: sum, high: sum };
    let halves = [pair(0, 1, 1), pair(1, 2, 1), pair(0, 2, 1)];
    assert_eq!(solve(3, 9, &halves, 100), Verdict::Impossible);
}
