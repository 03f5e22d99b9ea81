use chrono::TimeDelta;
use entity::session;

use crate::graphql::{UserError, UserErrorCode};
use crate::programme::calendar::zone::{parse_zone, wall_clock};
use crate::programme::rules::{Steered, inside};

/// Sessions that one rule plans at most.
pub const MOST_REPEATED: usize = 200;

/// Allows a session that ends after it starts, within a day, within its edition.
pub fn plan(steered: &Steered, row: &session::Model) -> Result<(), UserError> {
    steered.going("")?;
    if row.ends_at <= row.starts_at {
        return Err(UserError::new(UserErrorCode::EndsBeforeStart, "endsAt"));
    }
    if row.ends_at - row.starts_at > TimeDelta::days(7) {
        let late = UserError::new(UserErrorCode::OutOfRange, "endsAt");
        return Err(late.with("min", row.starts_at).with("max", row.starts_at + TimeDelta::days(7)));
    }
    let invalid = |_| UserError::new(UserErrorCode::InvalidFormat, "timeZone").with("value", &row.time_zone);
    let zone = parse_zone(&row.time_zone).map_err(invalid)?;
    inside(&steered.edition, wall_clock(row.starts_at, zone).date(), "startsAt")?;
    inside(&steered.edition, wall_clock(row.ends_at, zone).date(), "endsAt")
}

/// Refuses what is done to a session that was cancelled.
pub fn standing(row: &session::Model) -> Result<(), UserError> {
    match row.cancelled_at {
        Some(at) => Err(UserError::new(UserErrorCode::AlreadyCancelled, "id").with("value", at)),
        None => Ok(()),
    }
}
