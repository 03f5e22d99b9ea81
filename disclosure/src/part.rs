//! A part of a cell that is rounded by itself: a contributor's block, or the pool.

use crate::depth::Depth;
use crate::rules::Rules;

/// The figures of rows that keep the primary rule together, before rounding. Never leaves the crate but in its own tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The rows' keys together. The same rows have two roundings: see [`Depth`].
    pub mark: u64,
    /// Contributors.
    pub contributors: u32,
    /// Observations, organisations (once per contributor), persons, observations rated 4 or 5; each row as often as
    /// figures count it.
    pub sums: Sums,
    /// Whether the persons keep their own rule.
    pub persons_shown: bool,
    /// What left since and is taken off the rounded figures, in whole steps.
    pub gone: Sums,
}

/// Sums over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Observations.
    pub observations: u64,
    /// Organisations.
    pub organisations: u64,
    /// Persons.
    pub persons: u64,
    /// Observations rated 4 or 5.
    pub rated_high: u64,
}

impl Sums {
    pub(crate) fn each(self, with: Self, figure: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            observations: figure(self.observations, with.observations),
            organisations: figure(self.organisations, with.organisations),
            persons: figure(self.persons, with.persons),
            rated_high: figure(self.rated_high, with.rated_high),
        }
    }

    pub(crate) fn times(self, times: u64) -> Self {
        self.each(Self::default(), |figure, _| figure * times)
    }

    /// What figures count of rows whose sums these are, if `rows` is what each brings as often as it counts.
    /// Organisations go along with observations: where each is observed once, two figures that differ would tell
    /// how often a row counts.
    pub(crate) fn counted_as(self, rows: Self) -> Self {
        let of = self.observations.max(1);
        let organisations = (2 * self.organisations * rows.observations + of) / (2 * of);
        Self { organisations, ..rows }
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        self.each(other, |one, two| one + two)
    }
}

/// How far the roundings of a part are shifted, each from 0 to base - 1. Persons and ratings have shifts of their
/// own, or they would tell about that of the observations; organisations share theirs, since where each
/// organisation is observed once two shifts would round the same number twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shifts {
    /// Of observations and organisations.
    pub observations: u64,
    /// Of persons.
    pub persons: u64,
    /// Of ratings.
    pub rated_high: u64,
}

impl Part {
    /// The shifts that the rows' keys give.
    pub fn shifts(&self, depth: Depth, rules: &Rules) -> Shifts {
        let shift = |measure: u64| rules.shift(depth.mark(self.mark) ^ measure);
        Shifts { observations: shift(0), persons: shift(1), rated_high: shift(2) }
    }

    /// The figures as they are shown: each goes to the multiple of the base below or above it, up the more often
    /// the nearer it is, so that sums of many are right on average.
    pub fn rounded(&self, shifts: Shifts, base: u64) -> Sums {
        let whole_steps = self.gone.each(Sums::default(), |gone, _| gone.div_ceil(base) * base);
        let shifted = Sums {
            observations: self.sums.observations + shifts.observations,
            organisations: self.sums.organisations + shifts.observations,
            persons: self.sums.persons + shifts.persons,
            rated_high: self.sums.rated_high + shifts.rated_high,
        };
        shifted.each(whole_steps, |sum, gone| (sum / base * base).saturating_sub(gone))
    }
}
