use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::{edition, phase, session};

use super::transition::Transition;
use crate::graphql::{UserError, UserErrorCode};
use crate::observation::rules::required_reason;
use crate::programme::calendar::zone::{parse_zone, wall_clock};
use crate::programme::rules::Steered;

/// Places of an edition at most.
pub const MOST_PLACES: i32 = 100_000;

/// Years that an edition lasts at most.
const LONGEST: Months = Months::new(60);

/// Allows an edition that ends after it starts.
pub fn plan(row: &edition::Model) -> Result<(), UserError> {
    if row.ends_on < row.starts_on {
        return Err(UserError::new(UserErrorCode::EndsBeforeStart, "endsOn"));
    }
    let last = row.starts_on.checked_add_months(LONGEST).unwrap_or(NaiveDate::MAX);
    if row.ends_on > last {
        let late = UserError::new(UserErrorCode::OutOfRange, "endsOn");
        return Err(late.with("min", row.starts_on).with("max", last));
    }
    Ok(())
}

/// Refuses an edition shorter than what is planned in it: phases with their windows, sessions that stand.
pub fn hold(
    row: &edition::Model,
    sessions: &[session::Model],
    phases: &[phase::Model],
) -> Result<(), UserError> {
    let times = sessions.iter().filter(|session| session.cancelled_at.is_none()).flat_map(days);
    let windows = phases.iter().flat_map(|phase| [phase.starts_on, phase.ends_on]).flatten();
    let planned: Vec<NaiveDate> = times.chain(windows).collect();
    let (Some(first), Some(last)) = (planned.iter().min(), planned.iter().max()) else { return Ok(()) };
    if *first < row.starts_on {
        let earliest = row.ends_on.checked_sub_months(LONGEST).unwrap_or(NaiveDate::MIN);
        let late = UserError::new(UserErrorCode::OutOfRange, "startsOn");
        return Err(late.with("min", earliest).with("max", first));
    }
    if *last > row.ends_on {
        let latest = row.starts_on.checked_add_months(LONGEST).unwrap_or(NaiveDate::MAX);
        let early = UserError::new(UserErrorCode::OutOfRange, "endsOn");
        return Err(early.with("min", last).with("max", latest));
    }
    Ok(())
}

/// Refuses an edition with less room than places are taken.
pub fn room(row: &edition::Model, taken: i64) -> Result<(), UserError> {
    if row.capacity.is_some_and(|capacity| i64::from(capacity) < taken) {
        let few = UserError::new(UserErrorCode::OutOfRange, "capacity");
        return Err(few.with("min", taken).with("max", MOST_PLACES));
    }
    Ok(())
}

/// The civil days on which a session begins and ends, where it takes place.
fn days(session: &session::Model) -> [NaiveDate; 2] {
    let civil = |at: DateTime<Utc>| {
        parse_zone(&session.time_zone).map_or(at.date_naive(), |zone| wall_clock(at, zone).date())
    };
    [civil(session.starts_at), civil(session.ends_at)]
}

/// What a transition of an edition rests on.
#[derive(Clone, Debug, Default)]
pub struct Ground<'a> {
    /// What stands against opening it.
    pub blocking: Vec<UserError>,
    /// Sessions that stand and are not over.
    pub to_come: i64,
    /// Why, where it is given up.
    pub reason: Option<&'a str>,
}

/// A step in the life of an edition that may be made; made here only.
#[derive(Debug)]
pub struct Step {
    pub(super) row: edition::Model,
    pub(super) transition: Transition,
}

/// Allows a coordinator of its team a step: it opens when nothing blocks, closes when no session is to come, and is
/// given up for a reason.
pub fn step(steered: &Steered, transition: Transition, ground: Ground<'_>) -> Result<Step, Vec<UserError>> {
    steered.team.coordinating("").map_err(|mistake| vec![mistake])?;
    let mut row = steered.edition.clone();
    row.status = transition.apply(row.status).map_err(|mistake| vec![mistake])?;
    match transition {
        Transition::Open if !ground.blocking.is_empty() => return Err(ground.blocking),
        Transition::Close if ground.to_come > 0 => {
            let ahead = UserError::new(UserErrorCode::SessionsToCome, "id");
            return Err(vec![ahead.with("count", ground.to_come)]);
        }
        Transition::Cancel => {
            let reason =
                required_reason(ground.reason.unwrap_or_default()).map_err(|mistake| vec![mistake])?;
            row.status_reason = Some(reason);
        }
        Transition::Open | Transition::Start | Transition::Close => {}
    }
    Ok(Step { row, transition })
}
