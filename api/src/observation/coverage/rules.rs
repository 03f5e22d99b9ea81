use entity::{TerritoryId, coverage};

use crate::graphql::{UserError, UserErrorCode, YearMonth, check};
use crate::observation::rules::Contributor;

/// From a month to another, both included; without an end while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Months {
    /// The first one.
    pub first: YearMonth,
    /// The last one.
    pub last: Option<YearMonth>,
}

impl Months {
    fn check(self, field: &str) -> Result<(), UserError> {
        if self.last.is_none_or(|last| self.first <= last) {
            return Ok(());
        }
        Err(UserError::new(UserErrorCode::EndsBeforeStart, field))
    }

    fn meets(self, other: Self) -> bool {
        let starts_by = |months: Self, end: Option<YearMonth>| end.is_none_or(|end| months.first <= end);
        starts_by(self, other.last) && starts_by(other, self.last)
    }
}

/// A coverage that may be declared.
#[derive(Debug)]
pub struct Declared {
    pub(super) by: Contributor,
    pub(super) territory: TerritoryId,
    pub(super) months: Months,
}

/// Allows a coordinator to say what the member reports on, once for each month.
pub fn declare(
    by: Contributor,
    territory: TerritoryId,
    months: Months,
    present: &[Months],
) -> Result<Declared, UserError> {
    by.coordinating("")?;
    months.check("lastMonth")?;
    if let Some(other) = present.iter().find(|other| months.meets(**other)) {
        let until = other.last.map_or_else(|| "…".to_owned(), |last| last.to_string());
        let twice = UserError::new(UserErrorCode::AlreadyExists, "territory");
        return Err(twice.with("value", format!("{} – {until}", other.first)));
    }
    Ok(Declared { by, territory, months })
}

/// A coverage that may be ended.
#[derive(Debug)]
pub struct Ended {
    pub(super) row: coverage::Model,
    pub(super) last: YearMonth,
}

/// Allows a coordinator to say until when; an end that was said may be moved forward, not back.
pub fn end(
    by: Contributor,
    row: coverage::Model,
    last: YearMonth,
    expected: i32,
) -> Result<Ended, UserError> {
    by.own(row.member_id)?;
    by.coordinating("")?;
    check::version(expected, row.version)?;
    if last.number() < row.first_month {
        return Err(UserError::new(UserErrorCode::EndsBeforeStart, "lastMonth"));
    }
    if let Some(end) = row.last_month.and_then(YearMonth::from_number).filter(|end| last > *end) {
        let late = UserError::new(UserErrorCode::OutOfRange, "lastMonth");
        let first = YearMonth::from_number(row.first_month).map(|first| first.to_string());
        return Err(late.with("min", first.unwrap_or_default()).with("max", end));
    }
    Ok(Ended { row, last })
}
