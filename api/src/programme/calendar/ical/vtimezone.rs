//! `VTIMEZONE`: the changes of the clock of a zone over the years a feed needs, each as it was or will be.
//!
//! Each is listed by itself: the zones of the world do not all keep a rule, and ical.js, which Thunderbird reads with, forgets
//! the first of several that are gathered by `RDATE`.

use std::fmt;

use chrono::{DateTime, Datelike, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use icalendar::Property;

use super::write::{line, local_time};

/// The years in which clocks may change: before, no session; after, the database knows no change.
const YEARS: (i32, i32) = (1970, 2100);

/// From when to when a feed speaks of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: DateTime<Utc>,
    pub last: DateTime<Utc>,
}

impl Span {
    pub fn including(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Whole years, so that a feed changes its time zones once a year rather than with each session.
    fn years(self) -> Option<Self> {
        let year = |instant: DateTime<Utc>, more: i32| (instant.year() + more).clamp(YEARS.0, YEARS.1);
        let new_year = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).earliest();
        Some(Self { first: new_year(year(self.first, 0))?, last: new_year(year(self.last, 1))? })
    }
}

/// Writes the zone, as it is over a span.
pub(super) fn write(out: &mut String, zone: Tz, span: Span) -> fmt::Result {
    let Some(span) = span.years() else { return Ok(()) };
    line(out, Property::new("BEGIN", "VTIMEZONE"))?;
    line(out, Property::new("TZID", zone.name()))?;
    write_observance(out, zone, span.first, seconds(zone, span.first))?;
    for change in changes(zone, span) {
        write_observance(out, zone, change, seconds(zone, change - TimeDelta::seconds(1)))?;
    }
    line(out, Property::new("END", "VTIMEZONE"))
}

/// What the clock keeps to from an instant on, and what it kept to before. It begins on the wall clock as told before.
fn write_observance(out: &mut String, zone: Tz, at: DateTime<Utc>, before: i32) -> fmt::Result {
    let now = zone.offset_from_utc_datetime(&at.naive_utc());
    let kind = if now.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let onset = at.naive_utc() + TimeDelta::seconds(before.into());
    line(out, Property::new("BEGIN", kind))?;
    line(out, Property::new("DTSTART", local_time(onset)))?;
    line(out, Property::new("TZOFFSETFROM", offset(before)))?;
    line(out, Property::new("TZOFFSETTO", offset(now.fix().local_minus_utc())))?;
    if let Some(name) = now.abbreviation() {
        line(out, Property::new("TZNAME", name))?;
    }
    line(out, Property::new("END", kind))
}

/// The instants after the first at which the offset changes, to the second. No zone changes twice in a day.
fn changes(zone: Tz, span: Span) -> Vec<DateTime<Utc>> {
    let day = TimeDelta::days(1);
    let mut found = Vec::new();
    let mut before = span.first;
    while before < span.last {
        let after = (before + day).min(span.last);
        if seconds(zone, before) != seconds(zone, after) {
            found.push(change_between(zone, before, after));
        }
        before = after;
    }
    found
}

fn change_between(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let old = seconds(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if seconds(zone, middle) == old { before = middle } else { after = middle }
    }
    after
}

fn seconds(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, seconds) = (seconds.abs() / 60, seconds.abs() % 60);
    let end = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{:02}{:02}{end}", minutes / 60, minutes % 60)
}
