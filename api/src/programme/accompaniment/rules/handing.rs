use chrono::NaiveDate;
use entity::AccountId;

use super::transition::open;
use super::{Revision, Stored, not_before};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, id_text};
use crate::observation::rules::{optional_text, past};

/// A hand-over somebody wants to make.
#[derive(Clone, Debug)]
pub struct Handing {
    /// To whom.
    pub to: AccountId,
    /// Its day.
    pub on: NaiveDate,
    /// What the next one should know.
    pub note: Option<String>,
}

const LONGEST_NOTE: usize = 5_000;

/// Allows an open accompaniment to be handed over to somebody who works for its member: the note may name people.
pub fn hand_over(
    before: &Stored,
    wanted: &Handing,
    works_here: bool,
    expected: i32,
    today: NaiveDate,
) -> Result<(Revision, Handing), Refusal> {
    let row = &before.seen.row;
    check::version(expected, row.version)?;
    open(row, "id")?;
    let mut errors = UserErrors::default();
    if !works_here {
        errors.add(check::not_found("to", &id_text(wanted.to)));
    } else if wanted.to == row.referent_id {
        errors.add(UserError::new(UserErrorCode::AlreadyExists, "to").with("value", id_text(wanted.to).0));
    }
    errors.check(past(wanted.on, today, "on"));
    errors.check(not_before(wanted.on, row.received_on, "on"));
    let note = errors.check(optional_text("note", wanted.note.as_deref(), LONGEST_NOTE));
    errors.finish()?;
    let mut revision = Revision::of(before, "handOverAccompaniment");
    revision.row.referent_id = wanted.to;
    revision.note("referent", id_text(row.referent_id).0, id_text(wanted.to).0);
    Ok((revision, Handing { note: note.unwrap_or_default(), ..wanted.clone() }))
}
