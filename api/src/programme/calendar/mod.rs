//! Days and hours of sessions and tasks: public holidays, time zones, recurring sessions, and the feed that calendars
//! read. Pure: no rows, no requests, no clock.

pub mod holidays;
pub mod ical;
pub mod recurrence;
pub mod zone;

#[cfg(test)]
mod holidays_tests;
#[cfg(test)]
mod recurrence_tests;
#[cfg(test)]
mod zone_tests;
