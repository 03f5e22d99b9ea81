use entity::{EditionStatus, attendance, edition, enrolment, session};

use crate::graphql::{UserError, UserErrorCode, check};
use crate::observation::rules::optional_text;
use crate::programme::participant::rules::SEATED;
use crate::programme::rules::illegal;

const LONGEST_DAY: f64 = 24.0;
const LONGEST_SHEET: usize = 200;

/// Refuses a session that was cancelled, and one of an edition that has not opened or was given up.
pub fn noted(edition: &edition::Model, session: &session::Model) -> Result<(), UserError> {
    if let Some(at) = session.cancelled_at {
        return Err(UserError::new(UserErrorCode::AlreadyCancelled, "session").with("value", at));
    }
    match edition.status {
        EditionStatus::Open | EditionStatus::Running | EditionStatus::Closed => Ok(()),
        EditionStatus::Draft => Err(illegal(edition.status.as_str(), &["openEdition"], "session")),
        EditionStatus::Cancelled => Err(illegal(edition.status.as_str(), &[], "session")),
    }
}

/// Allows what is noted of somebody who has a place: hours of one day, the reference of a sheet.
pub fn entry(
    enrolment: &enrolment::Model,
    mut row: attendance::Model,
    field: &str,
) -> Result<attendance::Model, UserError> {
    if !SEATED.contains(&enrolment.status) {
        let refused = UserError::new(UserErrorCode::IllegalTransition, &format!("{field}.enrolment"));
        return Err(refused.with("state", enrolment.status.as_str()).with("allowed", "decideApplications"));
    }
    row.hours = row
        .hours
        .map(|hours| check::between(&format!("{field}.hours"), hours, 0.0, LONGEST_DAY))
        .transpose()?;
    row.sheet = optional_text(&format!("{field}.sheet"), row.sheet.as_deref(), LONGEST_SHEET)?;
    Ok(row)
}
