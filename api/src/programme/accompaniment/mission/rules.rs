use entity::engineering_mission as mission;
use serde_json::json;

use super::super::rules::{Stored, not_before, open};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::trail::FieldChange;

/// Allows a mission of an open accompaniment; what it cost may still be said once that is over.
pub fn add(of: &Stored) -> Result<(), UserError> {
    open(&of.seen.row, "accompaniment")
}

/// Allows a mission to be taken away from an open accompaniment.
pub fn remove(of: &Stored) -> Result<(), UserError> {
    open(&of.seen.row, "id")
}

/// A mission ends once it began, and its days are quarters of days.
pub fn check(row: &mission::Model) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    if let Some((start, end)) = row.starts_on.zip(row.ends_on) {
        errors.check(not_before(end, start, "endsOn"));
    }
    if let Some(days) = row.days.filter(|days| (days * 4.0).fract() != 0.0) {
        errors.add(UserError::new(UserErrorCode::InvalidFormat, "days").with("value", days));
    }
    errors.finish()
}

/// Its figures and dates; its texts may name people.
pub fn history(before: &mission::Model, after: &mission::Model) -> Vec<FieldChange> {
    let told = |row: &mission::Model| {
        [
            ("kind", json!(row.kind.as_str())),
            ("days", json!(row.days)),
            ("cost", json!(row.cost_cents)),
            ("funder", json!(row.funder_id.map(|id| id_text(id).0))),
            ("startsOn", json!(row.starts_on)),
            ("endsOn", json!(row.ends_on)),
        ]
    };
    let pairs = told(before).into_iter().zip(told(after));
    let changed = pairs.filter(|((_, before), (_, after))| before != after);
    changed.map(|((field, before), (_, after))| FieldChange { field, before, after }).collect()
}
