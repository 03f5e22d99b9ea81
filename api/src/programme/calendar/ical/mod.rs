//! The feed that calendars subscribe to (RFC 5545 and 5546), as Thunderbird and Google Calendar read it.
//!
//! - A session is an event in its own time zone, which the feed describes. A series is one event with a rule; an occurrence
//!   that was moved or cancelled is an event of the same `UID` beside it, with its `RECURRENCE-ID`; one that was taken out
//!   is an `EXDATE`. A cancelled session stays, with its status: a subscriber sees that it does not take place.
//! - A task is an all-day event on its due day, free time, with words before its title. It is no `VTODO`: Google Calendar
//!   leaves those out without a word, and giving both would show each task twice in Thunderbird. Nothing is lost by it,
//!   since a subscribed feed is read-only and its tasks could not be ticked off.
//! - The same items make the same bytes: `DTSTAMP` is the last change of the item. Neither client asks for the
//!   `ORGANIZER` that RFC 5546 wants of published events, and an address would be personal data.

mod vtimezone;
mod write;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::Language;

use super::recurrence::Rule;

/// A calendar to subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// As the reader sees it in their list of calendars.
    pub name: String,
    /// Of the words before a task.
    pub language: Language,
    /// In the order they are written.
    pub items: Vec<Item>,
}

/// What a calendar shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A session, or a series of them.
    Session(Session),
    /// Something to do by a day; a task without one has no place in a calendar.
    Task(Task),
}

/// A session, or a series of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Never changes, and is nobody else's.
    pub uid: String,
    /// Rises with each change of hours, place or status.
    pub sequence: u32,
    /// Whose clock on the wall it follows.
    pub zone: Tz,
    /// The session; of a series, its first occurrence and what all share.
    pub about: Occasion,
    /// How it repeats.
    pub recurrence: Option<Recurrence>,
}

/// What a subscriber reads of a session or an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// Its title.
    pub title: String,
    /// Where it takes place.
    pub place: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// Where to read on, or to meet.
    pub url: Option<String>,
    /// Whether it takes place.
    pub status: Status,
    /// Of what is read here.
    pub last_modified: DateTime<Utc>,
}

/// Whether a session takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Confirmed,
    /// It does not.
    Cancelled,
}

/// How a session repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// Its first occurrence must be the start of the session.
    pub rule: Rule,
    /// Occurrences that are not as the rule says, in the order they are written.
    pub exceptions: Vec<Exception>,
}

/// An occurrence that is not as the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// When the rule lets it begin.
    pub original: DateTime<Utc>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken out, as if it had never been.
    Removed,
    /// It is otherwise: moved, renamed, cancelled.
    Changed {
        /// Rises with each change of it; written as that of the series when that is higher, or clients would take it for
        /// older.
        sequence: u32,
        /// As it is now; boxed, being much larger than nothing.
        about: Box<Occasion>,
    },
}

/// Something to do by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Never changes, and is nobody else's.
    pub uid: String,
    /// Rises with each change of day or state.
    pub sequence: u32,
    /// What is to be done.
    pub title: String,
    /// By when.
    pub due: NaiveDate,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// More about it.
    pub description: Option<String>,
    /// Where to read on.
    pub url: Option<String>,
    /// Of what is read here.
    pub last_modified: DateTime<Utc>,
}
