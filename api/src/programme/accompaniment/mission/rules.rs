use entity::engineering_mission as mission;
use serde_json::json;

use super::super::rules::{Stored, not_before, open};
use crate::graphql::{Refusal, UserError, UserErrors, id_text};
use crate::programme::rules::quarters;
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
    if let Some(days) = row.days {
        errors.check(quarters(days, "days"));
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
    FieldChange::between(told(before), told(after))
}
