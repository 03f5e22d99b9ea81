use chrono::NaiveDate;
use entity::{ObservationId, objective};

use crate::graphql::{UserError, UserErrorCode, check, id_text};
use crate::observation::rules::past;
use crate::programme::rules::Steered;

/// Observations that justify one objective, at most.
pub const MOST_EVIDENCE: usize = 100;

/// Allows an objective of an edition that is not over; agreements are of the past, and have
/// their day.
pub fn plan(steered: &Steered, row: &objective::Model, today: NaiveDate) -> Result<(), UserError> {
    steered.going("")?;
    let agreed = [
        (row.accompanists_agreed_on, &row.accompanists_agreed_by, "accompanistsAgreedOn"),
        (row.accompanied_agreed_on, &row.accompanied_agreed_by, "accompaniedAgreedOn"),
    ];
    for (day, who, field) in agreed {
        match day {
            Some(day) => past(day, today, field)?,
            None if who.is_some() => return Err(UserError::new(UserErrorCode::Required, field)),
            None => {}
        }
    }
    Ok(())
}

/// Refuses evidence that the writer cannot see, except what was there before it.
pub fn justify(
    wanted: &[ObservationId],
    present: &[ObservationId],
    visible: &[ObservationId],
) -> Result<(), UserError> {
    if wanted.len() > MOST_EVIDENCE {
        return Err(UserError::new(UserErrorCode::TooMany, "justifiedBy").with("max", MOST_EVIDENCE));
    }
    let unknown = wanted.iter().find(|id| !visible.contains(id) && !present.contains(id));
    unknown.map_or(Ok(()), |id| Err(check::not_found("justifiedBy", &id_text(*id))))
}
