//! A typed cell: never a loose number.

use crate::protect::{Band, Protected};
use crate::rules::Rules;

/// What a cell says about its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The figure.
    Ok,
    /// A hidden part too thin to show, none included.
    Few,
    /// Hidden in a publication so that it, or another cell, cannot be deduced.
    Suppressed,
    /// Nothing observed, and everything is visible to this reader.
    TrueZero,
    /// No member reports on this territory and period.
    NotAvailable,
    /// The cell has no meaning: a rate over nothing.
    NotApplicable,
}

/// Eurostat's observation flags, in its letters since 2025.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// `b`: break in the series.
    pub const BREAK: Self = Self(1);
    /// `d`: the definition differs.
    pub const DEFINITION: Self = Self(2);
    /// `e`: estimated; here also a union of which some parts were too thin to be added.
    pub const ESTIMATED: Self = Self(4);
    /// `n`: not significant.
    pub const NOT_SIGNIFICANT: Self = Self(8);
    /// `p`: provisional.
    pub const PROVISIONAL: Self = Self(16);
    /// `u`: low reliability.
    pub const UNRELIABLE: Self = Self(32);

    /// These flags and others.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether all of these are set.
    pub const fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// The letters, in alphabetical order.
    ///
    /// ```
    /// use disclosure::Flags;
    /// assert_eq!(Flags::UNRELIABLE.with(Flags::BREAK).letters(), "bu");
    /// ```
    pub fn letters(self) -> String {
        let letters = "bdenpu".chars().enumerate();
        letters.filter(|(bit, _)| self.0 >> bit & 1 == 1).map(|(_, letter)| letter).collect()
    }
}

/// What the audience may not read row by row, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenPart {
    /// A protected figure.
    Protected(u64),
    /// Too thin, or none: nothing tells which.
    Few,
    /// A question outside the lattice: hidden rows were left aside.
    LeftAside,
    /// To this audience nothing is ever hidden.
    Nothing,
}

/// The exact figures of the rows an audience may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exact {
    /// Observations.
    pub observations: u64,
    /// Distinct organisations; rows that name none count together, once per contributor.
    pub organisations: u64,
    /// Distinct contributors.
    pub contributors: u64,
    /// Persons met.
    pub persons: u64,
    /// Observations rated 4 or 5.
    pub rated_high: u64,
}

/// One measure in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What `value` means, or why there is none.
    pub status: Status,
    /// Letters to print beside it.
    pub flags: Flags,
    /// Visible and hidden part together; `None` unless the status is `OK` or `TRUE_ZERO`.
    pub value: Option<u64>,
    /// The part that may be read row by row, exact. `None` for a share that is given of the whole only.
    pub visible: Option<u64>,
    /// The part that may not.
    pub hidden: HiddenPart,
    /// How far protection may have moved `value`, either way, nineteen times in twenty.
    pub margin: u64,
}

/// All measures of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Observations.
    pub observations: Cell,
    /// Organisations observed: the hidden ones once per contributor.
    pub organisations: Cell,
    /// Persons met.
    pub persons: Cell,
    /// Share of observations rated 4 or 5, in per cent.
    pub rated_high: Cell,
    /// The exact figures of what may be read row by row.
    pub visible: Exact,
    /// Contributors of the hidden part, where one lattice cell answers and it is shown.
    pub contributors: Option<Band>,
    /// Lattice cells that should have been added and were `FEW`; 1 for a `FEW` cell of the lattice.
    pub few_parts: usize,
}

/// What is known of a cell before it becomes figures.
pub(crate) struct Sources<'s> {
    pub(crate) visible: Exact,
    pub(crate) hidden: Hidden<'s>,
    pub(crate) covered: bool,
}

pub(crate) enum Hidden<'s> {
    Parts(&'s [Option<Protected>]),
    LeftAside,
    Nothing,
}

impl Figures {
    pub(crate) fn of(sources: &Sources<'_>, rules: &Rules) -> Self {
        let Hidden::Parts(parts) = sources.hidden else {
            return Self::exact(sources, matches!(sources.hidden, Hidden::LeftAside));
        };
        let shown: Vec<Protected> = parts.iter().flatten().copied().collect();
        let few_parts = parts.len() - shown.len();
        let sum = |measure: fn(&Protected) -> u64| shown.iter().map(measure).sum::<u64>();
        let counted = |measure: fn(&Protected) -> u64| (!shown.is_empty()).then(|| sum(measure));
        let persons: Vec<u64> = shown.iter().filter_map(|part| part.persons).collect();
        let maker = Maker { sources, rules, shown: &shown, partial: few_parts > 0 };
        let visible = sources.visible;
        Self {
            observations: maker.count(visible.observations, counted(|part| part.observations), 1),
            organisations: maker.count(visible.organisations, counted(|part| part.organisations), 1),
            persons: maker.count(visible.persons, (!persons.is_empty()).then(|| persons.iter().sum()), 2),
            rated_high: maker.share(sum(|part| part.rated_high), sum(|part| part.observations)),
            visible,
            contributors: shown.first().filter(|_| parts.len() == 1).map(|part| part.contributors),
            few_parts,
        }
    }

    fn exact(sources: &Sources<'_>, left_aside: bool) -> Self {
        let visible = sources.visible;
        let hidden = if left_aside { HiddenPart::LeftAside } else { HiddenPart::Nothing };
        let count = |figure: u64| {
            let status = match (figure, left_aside, sources.covered) {
                (0, _, false) => Status::NotAvailable,
                (0, false, true) => Status::TrueZero,
                _ => Status::Ok,
            };
            let value = (status != Status::NotAvailable).then_some(figure);
            Cell { status, flags: Flags::NONE, value, visible: Some(figure), hidden, margin: 0 }
        };
        Self {
            observations: count(visible.observations),
            organisations: count(visible.organisations),
            persons: count(visible.persons),
            rated_high: exact_share(visible, hidden),
            visible,
            contributors: None,
            few_parts: 0,
        }
    }
}

struct Maker<'m> {
    sources: &'m Sources<'m>,
    rules: &'m Rules,
    shown: &'m [Protected],
    partial: bool,
}

impl Maker<'_> {
    fn count(&self, visible: u64, hidden: Option<u64>, spread: u128) -> Cell {
        let status = match hidden {
            Some(_) => Status::Ok,
            None if !self.sources.covered && visible == 0 => Status::NotAvailable,
            None => Status::Few,
        };
        let flags = if hidden.is_some() && self.partial { Flags::ESTIMATED } else { Flags::NONE };
        Cell {
            status,
            flags,
            value: hidden.map(|hidden| visible + hidden),
            visible: Some(visible),
            hidden: hidden.map_or(HiddenPart::Few, HiddenPart::Protected),
            margin: hidden.map_or(0, |hidden| margin(self.shown, (hidden, spread), self.rules)),
        }
    }

    /// The share is computed from protected counts, so it can tell nothing that they do not.
    fn share(&self, high: u64, of: u64) -> Cell {
        let visible = self.sources.visible;
        let own = exact_share(visible, HiddenPart::Few);
        if of < u64::from(self.rules.charter().share_from) {
            let missing = !self.sources.covered && visible.observations == 0 && self.shown.is_empty();
            let status = if missing { Status::NotAvailable } else { Status::Few };
            return Cell { status, value: None, visible: own.value, ..own };
        }
        let whole = of + visible.observations;
        let value = nearest_five((high.min(of) + visible.rated_high) * 100, whole);
        let flags = if self.partial { Flags::ESTIMATED } else { Flags::NONE };
        Cell {
            status: Status::Ok,
            flags,
            value: Some(value),
            visible: own.value,
            hidden: HiddenPart::Protected(nearest_five(high.min(of) * 100, of)),
            margin: (margin(self.shown, (of, 1), self.rules) * 200).div_ceil(whole).div_ceil(5) * 5,
        }
    }
}

fn nearest_five(numerator: u64, of: u64) -> u64 {
    (2 * numerator + 5 * of) / (10 * of) * 5
}

/// Official practice: a percentage of fewer than 10 units is not given, of fewer than 30 it is unreliable.
fn exact_share(visible: Exact, hidden: HiddenPart) -> Cell {
    let of = visible.observations;
    let value = (of >= 10).then(|| (200 * visible.rated_high + of) / (2 * of));
    let status = if value.is_some() { Status::Ok } else { Status::NotApplicable };
    let flags = if value.is_some() && of < 30 { Flags::UNRELIABLE } else { Flags::NONE };
    Cell { status, flags, value, visible: value, hidden, margin: 0 }
}

/// Rounding has a variance of (base² - 1) / 6 for each part, [`Rules::times`] of 1 / 8 of the square of what a row
/// brings, all independent: 1.96 x sqrt(parts x (base² - 1) / 6 + spread x figure² / rows / 8). The spread is the mean
/// square over the squared mean: 1 where rows are counted, and 2 is taken for persons, who vary as in a decay.
fn margin(shown: &[Protected], (figure, spread): (u64, u128), rules: &Rules) -> u64 {
    let base = u64::from(rules.charter().rounding);
    let parts: u64 = shown.iter().map(|part| roundings(part, base)).sum();
    let rows: u64 = shown.iter().map(|part| part.observations).sum();
    let counting = spread * u128::from(figure).pow(2) * 48 / 100 / u128::from(rows.max(1));
    let square = u128::from(parts * (base * base - 1)) * 384 / 600 + counting;
    u64::try_from(square.isqrt()).map_or(u64::MAX, |margin| margin + 1)
}

fn roundings(part: &Protected, base: u64) -> u64 {
    let steps = part.observations / base;
    part.contributors.to.map_or(steps, |most| steps.min(u64::from(most)))
}

/// A figure against the period, or the territory, before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It differs by so much, and protection cannot explain it.
    By(i64),
    /// The difference lies within the margins of both.
    WithinMargin,
    /// One of both has no value.
    NotComparable,
}

/// The change between two cells, told only beyond the margins of both.
pub fn change(before: &Cell, now: &Cell) -> Change {
    let (Some(old), Some(new)) = (before.value, now.value) else { return Change::NotComparable };
    let distance = old.abs_diff(new);
    if distance == 0 || distance > before.margin + now.margin {
        let sign = if new < old { -1 } else { 1 };
        return i64::try_from(distance).map_or(Change::NotComparable, |distance| Change::By(sign * distance));
    }
    Change::WithinMargin
}

/// Parts in a hundred, with the flag that their base calls for: none under 10 units, `u` under 30.
pub fn percentage(part: &Cell, whole: &Cell) -> (Option<u64>, Flags) {
    match (part.value, whole.value) {
        (Some(part), Some(whole)) if whole >= 10 => {
            let flags = if whole < 30 { Flags::UNRELIABLE } else { Flags::NONE };
            (Some((200 * part + whole) / (2 * whole)), flags)
        }
        _ => (None, Flags::NONE),
    }
}
