//! Time zones by their IANA name, and what the clock on the wall says in them.

use chrono::{DateTime, NaiveDateTime, Offset, Utc};
use chrono_tz::{GapInfo, Tz};

/// Why a time cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Not a name of the IANA database.
    #[error("unknown time zone")]
    Unknown,
    /// Outside the years that an instant can hold.
    #[error("time out of range")]
    OutOfRange,
}

/// A time zone by its name in the IANA database, as written there: `Europe/Paris`, `Indian/Reunion`. An abbreviation or an
/// offset is none, since neither says when clocks change.
pub fn parse_zone(name: &str) -> Result<Tz, ZoneError> {
    name.parse::<Tz>()
        .ok()
        .filter(|zone| *zone == Tz::UTC || zone.name().contains('/'))
        .ok_or(ZoneError::Unknown)
}

/// The instant at which the clock on the wall says so, as RFC 5545 reads it (3.3.5): an hour that comes twice is the first
/// of the two; one that is skipped is counted with the offset before the skip, so that 02:30 becomes 03:30.
pub fn local(time: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, ZoneError> {
    if let Some(found) = time.and_local_timezone(zone).earliest() {
        return Ok(found.to_utc());
    }
    let before = GapInfo::new(&time, &zone).and_then(|gap| gap.begin).ok_or(ZoneError::OutOfRange)?.1;
    time.and_local_timezone(before.fix()).earliest().map(|found| found.to_utc()).ok_or(ZoneError::OutOfRange)
}

/// What the clock on the wall says at an instant.
pub fn wall_clock(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}
