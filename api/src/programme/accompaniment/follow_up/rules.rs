use chrono::NaiveDate;
use entity::accompaniment_follow_up as follow_up;
use serde_json::json;

use super::super::rules::{Stored, not_before, open};
use crate::graphql::{Refusal, UserError, UserErrors};
use crate::observation::rules::past;
use crate::trail::FieldChange;

/// Allows a follow-up of an open accompaniment.
pub fn add(of: &Stored) -> Result<(), UserError> {
    open(&of.seen.row, "accompaniment")
}

/// A follow-up was held once the accompaniment began, and the next one comes after it.
pub fn check(of: &Stored, row: &follow_up::Model, today: NaiveDate) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    errors.check(past(row.held_on, today, "heldOn"));
    errors.check(not_before(row.held_on, of.seen.row.received_on, "heldOn"));
    if let Some(due) = row.next_due_on {
        errors.check(not_before(due, row.held_on, "nextDueOn"));
    }
    errors.finish()
}

/// Its days; what it says may name people.
pub fn history(before: &follow_up::Model, after: &follow_up::Model) -> Vec<FieldChange> {
    let fields = [
        ("heldOn", json!(before.held_on), json!(after.held_on)),
        ("nextDueOn", json!(before.next_due_on), json!(after.next_due_on)),
    ];
    let changed = fields.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(field, before, after)| FieldChange { field, before, after }).collect()
}
