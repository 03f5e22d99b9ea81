//! What may be said of an accompaniment, where it may go from where it stands, and who may be its referent; pure.

mod handing;
mod saying;
mod stepping;
mod transition;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{AccompanimentStage, ObservationId, accompaniment, accompaniment_step};
use serde_json::json;

pub use handing::{Handing, hand_over};
pub use saying::{Known, New, create, update};
pub use stepping::{Move, Told, step};
pub use transition::{Transition, open};

use super::view::Seen;
use crate::graphql::{UserError, UserErrorCode};
use crate::trail::FieldChange;

/// Vocabularies that accompaniments speak in.
pub mod scheme {
    /// How a request comes in.
    pub const CHANNEL: &str = "dla-channel";
    /// How an accompaniment is left.
    pub const EXIT: &str = "dla-exit";
    /// Who pays.
    pub const FUNDER: &str = "funder";
}

/// An accompaniment as it stands, read for a change.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its row, and when its next follow-up is due.
    pub seen: Seen,
    /// The stages it reached.
    pub steps: Vec<accompaniment_step::Model>,
    /// The observations it answers.
    pub observations: BTreeSet<ObservationId>,
}

/// A change of an accompaniment that may be made.
#[derive(Debug)]
pub struct Revision {
    pub(super) row: accompaniment::Model,
    pub(super) follow_up_due: Option<NaiveDate>,
    pub(super) steps: Vec<accompaniment_step::Model>,
    pub(super) observations: Option<BTreeSet<ObservationId>>,
    pub(super) act: &'static str,
    pub(super) fields: Vec<FieldChange>,
}

impl Revision {
    fn of(before: &Stored, act: &'static str) -> Self {
        let Seen { row, follow_up_due } = before.seen.clone();
        Self { row, follow_up_due, steps: Vec::new(), observations: None, act, fields: Vec::new() }
    }

    /// Whether everything stays as it was.
    pub fn changes_nothing(&self, before: &Stored) -> bool {
        self.row == before.seen.row && self.observations.is_none()
    }

    fn note(&mut self, field: &'static str, before: impl serde::Serialize, after: impl serde::Serialize) {
        let (before, after) = (json!(before), json!(after));
        if before != after {
            self.fields.push(FieldChange { field, before, after });
        }
    }

    /// Notes the stage as it now stands.
    fn mark(&mut self, stage: AccompanimentStage, entered_on: NaiveDate, due_on: Option<NaiveDate>) {
        let accompaniment_id = self.row.id;
        self.steps.push(accompaniment_step::Model { accompaniment_id, stage, entered_on, due_on });
    }
}

/// A day that does not come before another.
pub fn not_before(day: NaiveDate, start: NaiveDate, field: &str) -> Result<(), UserError> {
    if day < start { Err(UserError::new(UserErrorCode::EndsBeforeStart, field)) } else { Ok(()) }
}
