use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

/// A civil date, `YYYY-MM-DD`: no time, no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// A civil date, `YYYY-MM-DD`: no time, no time zone.
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        // chrono accepts `2024-2-9`; RFC 3339 does not.
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        date.map(Self).ok_or_else(|| InputValueError::custom("YYYY-MM-DD"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An amount of money in whole cents of euro; larger ones than an `Int` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl Cents {
    /// The largest amount that every client reads exactly: 2^53.
    pub const MOST: i64 = 9_007_199_254_740_992;
}

/// An amount of money in whole cents of euro, up to 2^53; larger ones than an `Int` holds.
#[Scalar(specified_by_url = "https://datatracker.ietf.org/doc/html/rfc8259#section-6")]
impl ScalarType for Cents {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::Number(number) = &value else { return Err(InputValueError::expected_type(value)) };
        number.as_i64().map(Self).ok_or_else(|| InputValueError::custom("whole cents"))
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub serde_json::Value);

/// Any JSON value.
#[Scalar(name = "JSON", specified_by_url = "https://datatracker.ietf.org/doc/html/rfc8259")]
impl ScalarType for Json {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(value.into_json()?))
    }

    fn to_value(&self) -> Value {
        Value::from_json(self.0.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<Date> {
        Date::parse(Value::from(text)).ok()
    }

    #[test]
    fn a_leap_day_is_a_date_and_a_wrong_one_is_not() {
        assert!(date("2028-02-29").is_some());
        for wrong in ["2027-02-29", "2028-2-29", "29/02/2028", "2028-02-29T00:00:00Z", ""] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }
}
