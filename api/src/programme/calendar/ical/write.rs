//! How a feed is written: properties, their escaping and events are those of `icalendar`. Here is what it lacks: it writes no
//! `VTIMEZONE`, leaves carriage returns and addresses as they come, and its last piece of a folded line may have 76 octets.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::Language;
use icalendar::{Component, Event, EventStatus, Property};

use super::vtimezone::{self, Span};
use super::{Exception, Feed, Item, Occasion, Outcome, Session, Status, Task};
use crate::programme::calendar::zone::{local, wall_clock};

/// How often a subscriber may come back; Google Calendar decides by itself.
const REFRESH: TimeDelta = TimeDelta::hours(1);
/// Octets of a line.
const LINE: usize = 75;
const PRODUCT: &str = "-//Maillage//Maillage//FR";

impl Feed {
    /// The feed as text, for `text/calendar; charset=utf-8`. An error is that of a writer, and does not happen with text.
    pub fn write(&self) -> Result<String, fmt::Error> {
        let mut out = String::new();
        self.write_head(&mut out)?;
        for (zone, span) in self.zones().into_values() {
            vtimezone::write(&mut out, zone, span)?;
        }
        for item in &self.items {
            match item {
                Item::Session(session) => session.write(&mut out)?,
                Item::Task(task) => out.push_str(&task.event(self.language).try_into_string()?),
            }
        }
        line(&mut out, Property::new("END", "VCALENDAR"))?;
        Ok(folded(&out))
    }

    fn write_head(&self, out: &mut String) -> fmt::Result {
        line(out, Property::new("BEGIN", "VCALENDAR"))?;
        line(out, Property::new("VERSION", "2.0"))?;
        line(out, Property::new("PRODID", PRODUCT))?;
        line(out, Property::new("CALSCALE", "GREGORIAN"))?;
        line(out, Property::new("METHOD", "PUBLISH"))?;
        line(out, Property::new("X-WR-CALNAME", text(&self.name)))?;
        line(out, with_type(Property::new("REFRESH-INTERVAL", REFRESH.to_string()), "DURATION"))?;
        line(out, with_type(Property::new("X-PUBLISHED-TTL", REFRESH.to_string()), "DURATION"))
    }

    /// The zones that dates are written in, by name, and from when to when.
    fn zones(&self) -> BTreeMap<&'static str, (Tz, Span)> {
        let mut zones: BTreeMap<&'static str, (Tz, Span)> = BTreeMap::new();
        let sessions = self.items.iter().filter_map(|item| match item {
            Item::Session(session) if session.zone != Tz::UTC => Some(session),
            Item::Session(_) | Item::Task(_) => None,
        });
        for session in sessions {
            let span = session.span();
            let wider = zones.get(session.zone.name()).map_or(span, |(_, known)| known.including(span));
            zones.insert(session.zone.name(), (session.zone, wider));
        }
        zones
    }
}

impl Session {
    fn write(&self, out: &mut String) -> fmt::Result {
        let mut master = self.event(&self.about, self.sequence);
        let Some(recurrence) = &self.recurrence else {
            out.push_str(&master.try_into_string()?);
            return Ok(());
        };
        master.add_property("RRULE", recurrence.rule.in_feed(self.zone));
        let mut changed = String::new();
        for Exception { original, outcome } in &recurrence.exceptions {
            match outcome {
                Outcome::Removed => {
                    master.append_multi_property(time("EXDATE", *original, self.zone));
                }
                Outcome::Changed { sequence, about } => {
                    let mut event = self.event(about, self.sequence.max(*sequence));
                    event.append_property(time("RECURRENCE-ID", *original, self.zone));
                    changed.push_str(&event.try_into_string()?);
                }
            }
        }
        out.push_str(&master.try_into_string()?);
        out.push_str(&changed);
        Ok(())
    }

    fn event(&self, about: &Occasion, sequence: u32) -> Event {
        let mut event = event(&self.uid, sequence, about.last_modified);
        let (start, end) = (about.start, about.end);
        let repeats = self.recurrence.is_some();
        let zone = if repeats || both_told(start, end, self.zone) { self.zone } else { Tz::UTC };
        event.append_property(time("DTSTART", start, zone));
        event.append_property(time("DTEND", end, zone));
        event.summary(&text(&about.title)).status(match about.status {
            Status::Confirmed => EventStatus::Confirmed,
            Status::Cancelled => EventStatus::Cancelled,
        });
        if let Some(place) = &about.place {
            event.add_property("LOCATION", text(place));
        }
        read_on(&mut event, about.description.as_deref(), about.url.as_deref());
        event
    }

    /// From its first start to its last end, those that the rule gave included.
    fn span(&self) -> Span {
        let mut span = Span { first: self.about.start, last: self.about.end };
        let Some(recurrence) = &self.recurrence else { return span };
        let start = wall_clock(self.about.start, self.zone);
        let starts = recurrence.rule.occurrences(start, self.zone, usize::from(u16::MAX));
        if let Some(last) = starts.unwrap_or_default().last() {
            span.last = span.last.max(*last + (self.about.end - self.about.start));
        }
        for exception in &recurrence.exceptions {
            if let Outcome::Changed { about, .. } = &exception.outcome {
                span = span.including(Span { first: about.start, last: about.end });
            }
        }
        span
    }
}

impl Task {
    fn event(&self, language: Language) -> Event {
        let mut event = event(&self.uid, self.sequence, self.last_modified);
        let next = self.due.succ_opt().unwrap_or(self.due);
        event.append_property(with_type(Property::new("DTSTART", day(self.due)), "DATE"));
        event.append_property(with_type(Property::new("DTEND", day(next)), "DATE"));
        event.add_property("TRANSP", "TRANSPARENT");
        let before = match (language, self.done_at) {
            (Language::Fr, None) => "À faire : ",
            (Language::Fr, Some(_)) => "Fait : ",
            (Language::En, None) => "To do: ",
            (Language::En, Some(_)) => "Done: ",
        };
        event.summary(&format!("{before}{}", text(&self.title)));
        read_on(&mut event, self.description.as_deref(), self.url.as_deref());
        event
    }
}

fn event(uid: &str, sequence: u32, last_modified: DateTime<Utc>) -> Event {
    let mut event = Event::with_uid(&text(uid));
    event.sequence(sequence).timestamp(last_modified);
    event.add_property("LAST-MODIFIED", utc_time(last_modified));
    event
}

fn read_on(event: &mut Event, description: Option<&str>, url: Option<&str>) {
    if let Some(description) = description {
        event.description(&text(description));
    }
    if let Some(url) = url {
        event.add_property("URL", address(url));
    }
}

/// A time on the wall clock of a zone; in UTC where that would say another instant.
fn time(name: &str, at: DateTime<Utc>, zone: Tz) -> Property {
    if zone == Tz::UTC || !told(at, zone) {
        return Property::new(name, utc_time(at));
    }
    Property::new(name, local_time(wall_clock(at, zone))).add_parameter("TZID", zone.name()).done()
}

/// Whether the wall clock tells this instant: the second of an hour that comes twice it does not.
fn told(at: DateTime<Utc>, zone: Tz) -> bool {
    local(wall_clock(at, zone), zone) == Ok(at)
}

/// A start and an end of two kinds would be right, but clients subtract them wrongly.
fn both_told(start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> bool {
    told(start, zone) && told(end, zone)
}

fn with_type(mut property: Property, kind: &str) -> Property {
    property.add_parameter("VALUE", kind).done()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

pub(super) fn local_time(time: NaiveDateTime) -> String {
    time.format("%Y%m%dT%H%M%S").to_string()
}

fn utc_time(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text without control characters, which would break a line; ends of lines all alike.
fn text(value: &str) -> String {
    let lines = value.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|sign| matches!(sign, '\n' | '\t') || !sign.is_control()).collect()
}

/// An address stands as it is, so that nothing in it may end its line.
fn address(url: &str) -> String {
    url.chars().filter(|sign| !sign.is_control() && !sign.is_whitespace()).collect()
}

/// All lines again, folded to at most 75 octets without their ends (RFC 5545, 3.1).
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for sign in line.chars() {
            if length + sign.len_utf8() > LINE {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(sign);
            length += sign.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

/// One line, escaped.
pub(super) fn line(out: &mut String, property: Property) -> fmt::Result {
    let line: String = property.try_into()?;
    out.push_str(&line);
    Ok(())
}
