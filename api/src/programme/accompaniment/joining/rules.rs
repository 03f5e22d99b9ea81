use chrono::NaiveDate;
use entity::{edition, joined_edition};

use super::super::rules::{Stored, not_before, open};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::observation::rules::past;
use crate::programme::rules::going;

/// Allows an open accompaniment to join an edition that is not over, once, from its reception on.
pub fn join(
    of: &Stored,
    edition: &edition::Model,
    joined: &[joined_edition::Model],
    (on, today): (NaiveDate, NaiveDate),
) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    errors.check(open(&of.seen.row, "accompaniment"));
    errors.check(going(edition.status, "edition"));
    if joined.iter().any(|tie| tie.edition_id == edition.id) {
        let twice = UserError::new(UserErrorCode::AlreadyExists, "edition");
        errors.add(twice.with("value", id_text(edition.id).0));
    }
    errors.check(past(on, today, "joinedOn"));
    errors.check(not_before(on, of.seen.row.received_on, "joinedOn"));
    errors.finish()
}

/// Allows an open accompaniment to leave an edition.
pub fn leave(of: &Stored) -> Result<(), UserError> {
    open(&of.seen.row, "id")
}
