use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::{AccompanimentStage as Stage, AccountId, ObservationId, StructureId, TermId};

use super::{Revision, Stored, not_before};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, id_text};
use crate::observation::rules::{Contributor, past};
use crate::programme::accompaniment::content::Content;

/// What the database says of what an accompaniment names.
#[derive(Debug, Default)]
pub struct Known {
    /// Whether the structure is in the directory.
    pub structure: bool,
    /// Those of the observations that the caller may see.
    pub observations: HashSet<ObservationId>,
    /// Whether the referent works for the member.
    pub referent: bool,
}

/// An accompaniment that may begin.
#[derive(Debug)]
pub struct New {
    pub(in crate::programme::accompaniment) by: Contributor,
    pub(in crate::programme::accompaniment) content: Content,
    pub(in crate::programme::accompaniment) referent: AccountId,
}

/// Allows a new accompaniment.
pub fn create(
    by: Contributor,
    content: Content,
    referent: AccountId,
    known: &Known,
    today: NaiveDate,
) -> Result<New, Refusal> {
    let mut errors = UserErrors::default();
    named(&content, known, &mut errors);
    if !known.referent {
        errors.add(check::not_found("referent", &id_text(referent)));
    }
    errors.check(past(content.received_on, today, "receivedOn"));
    if let Some(due) = content.due_on {
        errors.check(not_before(due, content.received_on, "dueOn"));
    }
    errors.finish_with(Some(New { by, content, referent }))
}

/// Allows other words; the day of reception stays before the stage that followed.
pub fn update(
    before: &Stored,
    content: Content,
    known: &Known,
    expected: i32,
    today: NaiveDate,
) -> Result<Revision, Refusal> {
    let row = &before.seen.row;
    check::version(expected, row.version)?;
    let mut errors = UserErrors::default();
    named(&content, known, &mut errors);
    errors.check(past(content.received_on, today, "receivedOn"));
    errors.check(received(before, content.received_on));
    let entered = if row.stage == Stage::Reception { content.received_on } else { row.stage_entered_on };
    if let Some(due) = content.due_on.filter(|due| Some(*due) != row.stage_due_on) {
        errors.check(not_before(due, entered, "dueOn"));
    }
    errors.finish()?;
    Ok(revise(before, content, entered))
}

fn revise(before: &Stored, mut content: Content, entered: NaiveDate) -> Revision {
    let mut revision = Revision::of(before, "updateAccompaniment");
    let observations = content.observations.take().map(BTreeSet::from_iter);
    revision.observations = observations.filter(|wanted| *wanted != before.observations);
    content.write_into(&mut revision.row);
    revision.row.stage_entered_on = entered;
    let (after, row) = (revision.row.clone(), &before.seen.row);
    if after.received_on != row.received_on && after.stage != Stage::Reception {
        let reception = before.steps.iter().find(|step| step.stage == Stage::Reception);
        revision.mark(Stage::Reception, after.received_on, reception.and_then(|step| step.due_on));
    }
    if (entered, after.stage_due_on) != (row.stage_entered_on, row.stage_due_on) {
        revision.mark(after.stage, entered, after.stage_due_on);
    }
    let structure = |id: Option<StructureId>| id.map(|id| id_text(id).0);
    let term = |id: Option<TermId>| id.map(|id| id_text(id).0);
    revision.note("structure", structure(row.structure_id), structure(after.structure_id));
    revision.note("channel", term(row.channel_id), term(after.channel_id));
    revision.note("receivedOn", row.received_on, after.received_on);
    revision.note("stageDueOn", row.stage_due_on, after.stage_due_on);
    revision
}

/// Refuses a reception after the stage that followed it.
fn received(before: &Stored, day: NaiveDate) -> Result<(), UserError> {
    let later = before.steps.iter().filter(|step| step.stage != Stage::Reception);
    match later.map(|step| step.entered_on).min().filter(|next| day > *next) {
        Some(next) => {
            Err(UserError::new(UserErrorCode::OutOfRange, "receivedOn").with("min", "…").with("max", next))
        }
        None => Ok(()),
    }
}

fn named(content: &Content, known: &Known, errors: &mut UserErrors) {
    if let Some(structure) = content.structure.filter(|_| !known.structure) {
        errors.add(check::not_found("beneficiary.structure", &id_text(structure)));
    }
    let observations = content.observations.as_deref().unwrap_or_default();
    for (index, id) in observations.iter().enumerate().filter(|(_, id)| !known.observations.contains(id)) {
        errors.add(check::not_found(&format!("observations.{index}"), &id_text(*id)));
    }
}
