use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, OutputType, Positioned, ServerResult,
    Value,
};
use chrono::{Datelike, NaiveDate};

/// A calendar month, kept as yyyymm; written `2026-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearMonth(i32);

impl YearMonth {
    /// The earliest month there is.
    pub const FIRST: Self = Self(190_001);

    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 100 + i32::try_from(day.month()).unwrap_or_default())
    }

    /// The month stored as yyyymm, if it is one.
    pub fn from_number(number: i32) -> Option<Self> {
        let (year, month) = (number.div_euclid(100), number.rem_euclid(100));
        ((1900..=2999).contains(&year) && (1..=12).contains(&month)).then_some(Self(number))
    }

    /// As stored: yyyymm.
    pub const fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

impl FromStr for YearMonth {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.split_once('-').ok_or(())?;
        let digits =
            |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(());
        }
        let number = |part: &str| part.parse::<i32>().ok();
        let joined = number(year).zip(number(month)).map(|(year, month)| year * 100 + month);
        joined.and_then(Self::from_number).ok_or(())
    }
}

/// A text in the schema: code generators refuse scalars that they were not told of.
impl InputType for YearMonth {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <String as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value.unwrap_or_default() {
            Value::String(text) => text.parse().map_err(|()| InputValueError::custom("not a month: YYYY-MM")),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl OutputType for YearMonth {
    fn type_name() -> Cow<'static, str> {
        <String as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::String(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let month: YearMonth = "2024-02".parse().unwrap();
        assert_eq!((month.number(), month.to_string().as_str()), (202_402, "2024-02"));
        assert_eq!(YearMonth::of(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()), month);
        for wrong in ["2024-13", "2024-00", "24-01", "2024-1", "2024-+1", "", "2024", "0999-01"] {
            assert!(wrong.parse::<YearMonth>().is_err(), "{wrong}");
        }
    }
}
