use chrono::{Months, NaiveDate};
use entity::edition;

use super::transition::Transition;
use crate::graphql::{UserError, UserErrorCode};
use crate::observation::rules::required_reason;
use crate::programme::rules::Steered;

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
