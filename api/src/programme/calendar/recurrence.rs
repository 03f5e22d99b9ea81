//! Recurring sessions by a rule of RFC 5545 (3.3.10) that ends.
//!
//! Dates are counted on the wall clock and turned into instants afterwards: a session at 9:00 stays at 9:00 when clocks
//! change. The time of day is that of the start.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use rrule::{RRule, RRuleSet, Unvalidated};

use super::zone::{local, wall_clock};

/// Why a rule gives no sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Not a rule of RFC 5545.
    #[error("unreadable rule")]
    Unreadable,
    /// Neither `COUNT` nor `UNTIL`.
    #[error("rule without end")]
    NoEnd,
    /// More than one session a day: a frequency under a day, or hours, minutes and seconds listed.
    #[error("rule finer than a day")]
    TooFine,
    /// More sessions than allowed.
    #[error("too many occurrences")]
    TooMany,
    /// Days that never come (30 February), fewer than `COUNT` asks for, or an end before the start.
    #[error("days that never come")]
    Impossible,
}

/// A rule that was read: parts in the order of RFC 5545, `UNTIL` and `COUNT` apart. Shown in capitals, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    parts: Vec<(&'static str, String)>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Count(u32),
    Day(NaiveDate),
    Local(NaiveDateTime),
    Utc(DateTime<Utc>),
}

/// What a rule may say beside its end, in the order it is written.
const PARTS: [&str; 9] =
    ["FREQ", "INTERVAL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS"];
const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const FINE: [&str; 3] = ["SECONDLY", "MINUTELY", "HOURLY"];
const FINE_PARTS: [&str; 3] = ["BYSECOND", "BYMINUTE", "BYHOUR"];
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// What a date of a feed has room for.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The instants at which sessions begin, in order; at least one, at most `limit`.
///
/// The first is the first day of the rule from `start` on, not `start` itself when the rule leaves it out. Seconds are the
/// finest unit. An hour that a change of clocks skips or repeats is read as in [`local`].
pub fn occurrences(
    rule: &str,
    start: NaiveDateTime,
    zone: Tz,
    limit: usize,
) -> Result<Vec<DateTime<Utc>>, RuleError> {
    rule.parse::<Rule>()?.occurrences(start, zone, limit)
}

impl Rule {
    /// As [`occurrences`].
    pub fn occurrences(
        &self,
        start: NaiveDateTime,
        zone: Tz,
        limit: usize,
    ) -> Result<Vec<DateTime<Utc>>, RuleError> {
        let asked = self.count();
        if asked.is_some_and(|count| count > limit) {
            return Err(RuleError::TooMany);
        }
        let days = self.wall_clock_times(start, zone, limit)?;
        if days.len() > limit {
            return Err(RuleError::TooMany);
        }
        if days.is_empty() || asked.is_some_and(|count| days.len() < count) {
            return Err(RuleError::Impossible);
        }
        days.into_iter().map(|day| local(day, zone).map_err(|_out_of_range| RuleError::Impossible)).collect()
    }

    /// The rule as a feed gives it beside a start in this zone: an end in UTC, as RFC 5545 asks.
    pub fn in_feed(&self, zone: Tz) -> String {
        match self.last_time(zone) {
            Some(last) => {
                let last = local(last, zone).unwrap_or_else(|_out_of_range| last.and_utc());
                format!("{self};UNTIL={}", last.format("%Y%m%dT%H%M%SZ"))
            }
            None => self.floating(zone),
        }
    }

    /// One more than the limit is looked for, to tell that there are more.
    fn wall_clock_times(
        &self,
        start: NaiveDateTime,
        zone: Tz,
        limit: usize,
    ) -> Result<Vec<NaiveDateTime>, RuleError> {
        let start = start.with_nanosecond(0).unwrap_or(start);
        if !YEARS.contains(&start.year()) || self.last_time(zone).is_some_and(|last| last < start) {
            return Err(RuleError::Impossible);
        }
        let start = start.and_utc().with_timezone(&rrule::Tz::UTC);
        let rule: RRule<Unvalidated> = self.floating(zone).parse().map_err(unreadable)?;
        let set = RRuleSet::new(start).rrule(rule.validate(start).map_err(unreadable)?);
        let most = u16::try_from(limit.saturating_add(1)).unwrap_or(u16::MAX);
        let found = set.all(most).dates.into_iter().map(|found| found.naive_utc());
        Ok(found.take_while(|found| YEARS.contains(&found.year())).collect())
    }

    /// The rule as if the wall clock were UTC.
    fn floating(&self, zone: Tz) -> String {
        match (self.end, self.last_time(zone)) {
            (End::Count(count), _) => format!("{self};COUNT={count}"),
            (_, Some(last)) => format!("{self};UNTIL={}", last.format("%Y%m%dT%H%M%SZ")),
            (_, None) => self.to_string(),
        }
    }

    fn count(&self) -> Option<usize> {
        match self.end {
            End::Count(count) => usize::try_from(count).ok(),
            End::Day(_) | End::Local(_) | End::Utc(_) => None,
        }
    }

    fn last_time(&self, zone: Tz) -> Option<NaiveDateTime> {
        match self.end {
            End::Count(_) => None,
            End::Day(day) => day.and_hms_opt(23, 59, 59),
            End::Local(time) => Some(time),
            End::Utc(instant) => Some(wall_clock(instant, zone)),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        f.write_str(&parts.join(";"))
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    /// Reads a rule, with or without `RRULE:` before it.
    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim().to_ascii_uppercase();
        let mut draft = Draft::default();
        for part in text.strip_prefix("RRULE:").unwrap_or(&text).split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(RuleError::Unreadable)?;
            draft.take(name, value)?;
        }
        draft.finish()
    }
}

/// A rule while it is read.
#[derive(Default)]
struct Draft {
    parts: Vec<(&'static str, String)>,
    ends: Vec<End>,
}

impl Draft {
    fn take(&mut self, name: &str, value: &str) -> Result<(), RuleError> {
        if FINE_PARTS.contains(&name) || (name == "FREQ" && FINE.contains(&value)) {
            return Err(RuleError::TooFine);
        }
        if name == "COUNT" || name == "UNTIL" {
            self.ends.push(end(name, value).ok_or(RuleError::Unreadable)?);
            return Ok(());
        }
        let name = *PARTS.iter().find(|known| **known == name).ok_or(RuleError::Unreadable)?;
        if !readable(name, value) || self.parts.iter().any(|(taken, _)| *taken == name) {
            return Err(RuleError::Unreadable);
        }
        self.parts.push((name, value.replace('+', "")));
        Ok(())
    }

    fn finish(mut self) -> Result<Rule, RuleError> {
        self.parts.sort_by_key(|(name, _)| PARTS.iter().position(|part| part == name));
        if self.parts.first().is_none_or(|(name, _)| *name != "FREQ") || self.ends.len() > 1 {
            return Err(RuleError::Unreadable);
        }
        if self.numbers_days_in_vain() || self.takes_positions_of_nothing() {
            return Err(RuleError::Unreadable);
        }
        let end = self.ends.pop().ok_or(RuleError::NoEnd)?;
        Ok(Rule { parts: self.parts, end })
    }

    fn value(&self, part: &str) -> Option<&str> {
        self.parts.iter().find(|(name, _)| *name == part).map(|(_, value)| value.as_str())
    }

    /// Whether it speaks of "the second Monday" where that is none: of a month, or of a year that is not cut into weeks.
    fn numbers_days_in_vain(&self) -> bool {
        let numbers = self.value("BYDAY").is_some_and(|days| days.contains(|it: char| it.is_ascii_digit()));
        let in_vain = match self.value("FREQ") {
            Some("MONTHLY") => false,
            Some("YEARLY") => self.value("BYWEEKNO").is_some(),
            _ => true,
        };
        numbers && in_vain
    }

    /// `BYSETPOS` chooses among the days that another part lists.
    fn takes_positions_of_nothing(&self) -> bool {
        let listed = self.parts.iter().filter(|(name, _)| name.starts_with("BY")).count();
        listed == 1 && self.value("BYSETPOS").is_some()
    }
}

fn end(name: &str, value: &str) -> Option<End> {
    if name == "COUNT" {
        return digits(value)?.parse().ok().filter(|count| *count > 0).map(End::Count);
    }
    if let Some(day) = digits(value) {
        return (day.len() == 8).then(|| date(day)).flatten().map(End::Day);
    }
    let (time, utc) = value.strip_suffix('Z').map_or((value, false), |time| (time, true));
    let (day, hour) = time.split_once('T')?;
    let hour = NaiveTime::parse_from_str(digits(hour).filter(|hour| hour.len() == 6)?, "%H%M%S").ok()?;
    let time = date(digits(day).filter(|day| day.len() == 8)?)?.and_time(hour);
    Some(if utc { End::Utc(time.and_utc()) } else { End::Local(time) })
}

fn date(digits: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(digits, "%Y%m%d").ok()
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// Whether a part is written as RFC 5545 says; which numbers it may hold, and beside which frequency, is the engine's.
fn readable(name: &str, value: &str) -> bool {
    match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "INTERVAL" => digits(value).and_then(|number| number.parse::<u16>().ok()).is_some_and(|it| it > 0),
        "WKST" => DAYS.contains(&value),
        "BYDAY" => value.split(',').all(is_day),
        _ => value.split(',').all(is_number),
    }
}

fn is_day(item: &str) -> bool {
    DAYS.iter().any(|day| item.strip_suffix(day).is_some_and(|nth| nth.is_empty() || is_number(nth)))
}

fn is_number(item: &str) -> bool {
    let number = digits(item.strip_prefix(['+', '-']).unwrap_or(item));
    number.and_then(|number| number.parse::<u16>().ok()).is_some_and(|number| (1..=366).contains(&number))
}

fn unreadable<E>(_of_the_engine: E) -> RuleError {
    RuleError::Unreadable
}
