use disclosure::{
    Band, Cell, Change, Figures, Flags, Grain, HiddenPart, Status, TableCell, change, percentage,
};

use super::answer::{Found, keys_before};
use super::input::Measure;

/// One measure of one cell, as it is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What is measured.
    pub measure: Measure,
    /// What `value` means, or why there is none.
    pub status: Status,
    /// Letters beside it.
    pub flags: Flags,
    /// Visible and hidden part together.
    pub value: Option<f64>,
    /// Of what may be read row by row.
    pub visible: Option<f64>,
    /// Of what may not.
    pub hidden: HiddenPart,
    /// How far protection may have moved `value`, either way.
    pub margin: f64,
    /// The band of a number of contributors.
    pub band: Option<Band>,
}

/// The visible part by intensity, 1 to 5.
pub struct Spread {
    pub tables: Vec<Found>,
    /// Whether nothing is hidden from the reader.
    pub is_whole: bool,
}

/// The figures of the period before.
#[derive(Default)]
pub struct Before {
    pub grain: Option<Grain>,
    pub whole: Option<Found>,
    /// Of the contributors of both periods: before, now.
    pub same: Option<(Found, Found)>,
}

/// Makes the figures of a table's cells.
pub struct Maker {
    pub total: Option<Figures>,
    pub spread: Option<Spread>,
    pub before: Before,
}

/// Under so many observations only counts are given.
const FEWEST_FOR_SHARES: u64 = 10;
/// Under so many a share is unreliable.
const FEWEST_FOR_RELIABLE: u64 = 30;

impl Maker {
    /// One measure of a cell.
    pub fn figure(&self, measure: Measure, cell: &TableCell) -> Figure {
        let figures = &cell.figures;
        match measure {
            Measure::Observations => Figure::of(measure, &figures.observations),
            Measure::Organisations => Figure::of(measure, &figures.organisations).overlapping(),
            Measure::People => Figure::of(measure, &figures.persons),
            Measure::Intensity => Figure::of(measure, &figures.rated_high),
            Measure::Contributors => contributors(figures),
            Measure::Share => self.share(figures),
            Measure::MeanIntensity | Measure::MedianIntensity => self.rating(measure, cell),
            Measure::Change => {
                let before = self.before.whole.as_ref().zip(self.keys_before(cell));
                let before = before.and_then(|(found, keys)| found.get(&keys));
                changed(measure, before, Some(figures))
            }
            Measure::ChangeSameContributors => {
                let same = self.before.same.as_ref().zip(self.keys_before(cell));
                let pair = same.map(|((before, now), keys)| (before.get(&keys), now.get(&cell.keys)));
                let (before, now) = pair.unwrap_or_default();
                changed(measure, before, now)
            }
        }
    }

    fn keys_before(&self, cell: &TableCell) -> Option<Vec<disclosure::Key>> {
        keys_before(&cell.keys, self.before.grain.is_some())
    }

    /// Part of the table's observations, in per cent.
    fn share(&self, figures: &Figures) -> Figure {
        let part = figures.observations;
        let Some(whole) = self.total.map(|total| total.observations) else {
            return Figure::none(Measure::Share, Status::NotApplicable, part.hidden);
        };
        let (value, flags) = percentage(&part, &whole);
        let status = match (part.status, whole.status, value) {
            (Status::Ok | Status::TrueZero, _, Some(_)) => Status::Ok,
            (Status::Ok | Status::TrueZero, Status::Ok | Status::TrueZero, None) => Status::NotApplicable,
            (Status::Ok | Status::TrueZero, missing, None) | (missing, ..) => missing,
        };
        let of = whole.value.unwrap_or(0).max(1);
        let drift = part.margin * 100 + value.unwrap_or(0) * whole.margin;
        let margin = if value.is_some() { drift.div_ceil(of) } else { 0 };
        let flags = flags.with(part.flags);
        let told = Figure::none(Measure::Share, status, part.hidden);
        Figure { flags, value: value.map(number), margin: number(margin), ..told }
    }

    /// Mean or median of the visible part: on hidden rows there is none, a rounded sum over a rounded count is
    /// wrong by half a point.
    fn rating(&self, measure: Measure, cell: &TableCell) -> Figure {
        let Some(spread) = &self.spread else {
            return Figure::none(measure, Status::NotApplicable, HiddenPart::LeftAside);
        };
        let count = |found: &Found| found.get(&cell.keys).map_or(0, |figures| figures.visible.observations);
        let counts: Vec<u64> = spread.tables.iter().map(count).collect();
        let all: u64 = counts.iter().sum();
        let hidden = if spread.is_whole { HiddenPart::Nothing } else { HiddenPart::LeftAside };
        if all < FEWEST_FOR_SHARES {
            return Figure::none(measure, Status::NotApplicable, hidden);
        }
        let value = if measure == Measure::MeanIntensity { mean(&counts) } else { median(&counts) };
        let mut flags = if spread.is_whole { Flags::NONE } else { Flags::DEFINITION };
        if all < FEWEST_FOR_RELIABLE {
            flags = flags.with(Flags::UNRELIABLE);
        }
        let told = Figure::none(measure, Status::Ok, hidden);
        Figure { flags, value: Some(value), visible: Some(value), ..told }
    }
}

impl Figure {
    /// The same with other letters beside its own.
    #[must_use]
    pub const fn with(self, flags: Flags) -> Self {
        Self { flags: self.flags.with(flags), ..self }
    }

    /// What is said of the hidden part in the measure's own unit; of a share, a band, a change there is nothing but
    /// that it is there.
    pub const fn hidden_count(&self) -> Option<u64> {
        match (self.measure, self.hidden) {
            (
                Measure::Observations | Measure::Organisations | Measure::People | Measure::Intensity,
                HiddenPart::Protected(count),
            ) => Some(count),
            _ => None,
        }
    }

    /// Organisations that are read row by row may be among the hidden ones too.
    fn overlapping(self) -> Self {
        let hidden = matches!(self.hidden, HiddenPart::Protected(1..));
        let both = hidden && self.visible.is_some_and(|visible| visible > 0.0);
        let flags = if both { self.flags.with(Flags::UNRELIABLE) } else { self.flags };
        Self { flags, ..self }
    }

    fn of(measure: Measure, cell: &Cell) -> Self {
        Self {
            measure,
            status: cell.status,
            flags: cell.flags,
            value: cell.value.map(number),
            visible: cell.visible.map(number),
            hidden: cell.hidden,
            margin: number(cell.margin),
            band: None,
        }
    }

    fn none(measure: Measure, status: Status, hidden: HiddenPart) -> Self {
        let flags = Flags::NONE;
        Self { measure, status, flags, value: None, visible: None, hidden, margin: 0.0, band: None }
    }
}

/// Contributors in bands: those of the visible part and those of the hidden one may be the same.
fn contributors(figures: &Figures) -> Figure {
    let visible = Band::of(u32::try_from(figures.visible.contributors).unwrap_or(u32::MAX));
    let band = match (visible, figures.contributors) {
        (Some(one), Some(other)) => Some(Band {
            from: one.from.max(other.from),
            to: one.to.zip(other.to).map(|(one, other)| one + other),
        }),
        (one, other) => one.or(other),
    };
    let observed = figures.observations;
    let told = Figure::none(Measure::Contributors, observed.status, observed.hidden);
    Figure { band: band.filter(|_| observed.status == Status::Ok), flags: observed.flags, ..told }
}

/// How much a figure differs from another of the same measure, told only beyond the margins of both.
pub fn difference(from: &Figure, to: &Figure) -> Figure {
    let told = Figure::none(to.measure, Status::NotApplicable, HiddenPart::LeftAside);
    let (Some(old), Some(new)) = (from.value, to.value) else {
        let missing = [to.status, from.status].into_iter().find(|status| is_missing(*status));
        return Figure { status: missing.unwrap_or(Status::NotApplicable), ..told };
    };
    let margin = from.margin + to.margin;
    if margin > 0.0 && (new - old).abs() <= margin {
        return Figure { flags: Flags::NOT_SIGNIFICANT, margin, ..told };
    }
    let value = Some(new - old);
    Figure { status: Status::Ok, flags: from.flags.with(to.flags), value, margin, ..told }
}

fn is_missing(status: Status) -> bool {
    matches!(status, Status::Few | Status::Suppressed | Status::NotAvailable)
}

/// The change of observations, told only where rounding cannot explain it.
fn changed(measure: Measure, before: Option<&Figures>, now: Option<&Figures>) -> Figure {
    let (Some(before), Some(now)) = (before, now) else {
        return Figure::none(measure, Status::NotApplicable, HiddenPart::Nothing);
    };
    let (before, now) = (&before.observations, &now.observations);
    let told = Figure::none(measure, Status::NotApplicable, now.hidden);
    match change(before, now) {
        Change::By(difference) => Figure {
            status: Status::Ok,
            flags: before.flags.with(now.flags),
            value: Some(signed(difference)),
            margin: number(before.margin + now.margin),
            ..told
        },
        Change::WithinMargin => {
            let margin = number(before.margin + now.margin);
            Figure { flags: Flags::NOT_SIGNIFICANT, margin, ..told }
        }
        Change::NotComparable => {
            let missing = [now.status, before.status]
                .into_iter()
                .find(|status| matches!(status, Status::Few | Status::Suppressed | Status::NotAvailable));
            Figure { status: missing.unwrap_or(Status::NotApplicable), ..told }
        }
    }
}

fn mean(counts: &[u64]) -> f64 {
    let all: u64 = counts.iter().sum();
    let sum: u64 = (1..).zip(counts).map(|(intensity, count)| intensity * count).sum();
    number((20 * sum + all) / (2 * all.max(1))) / 10.0
}

fn median(counts: &[u64]) -> f64 {
    let all: u64 = counts.iter().sum();
    let at = |place: u64| {
        let mut passed = 0;
        let reached = |(_, count): &(u64, &u64)| {
            passed += **count;
            passed > place
        };
        (1..).zip(counts).find(reached).map_or(0, |(intensity, _)| intensity)
    };
    number(at(all.saturating_sub(1) / 2) + at(all / 2)) / 2.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
fn number(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
fn signed(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_median_are_those_of_the_rows() {
        let counts = [1, 0, 2, 3, 4]; // 1 3 3 4 4 4 5 5 5 5
        assert!((mean(&counts) - 3.9).abs() < 1e-9 && (median(&counts) - 4.0).abs() < 1e-9);
        assert!((median(&[5, 0, 0, 0, 5]) - 3.0).abs() < 1e-9);
    }
}
