use chrono::NaiveDate;
use entity::{ObservationId, StructureId, TermId, accompaniment};

use crate::db::fold;

/// What is said of an accompaniment, whatever the stage it stands at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Who is accompanied: a structure of the directory.
    pub structure: Option<StructureId>,
    /// Who is accompanied: the name of somebody who has no card there.
    pub holder: Option<String>,
    /// What is asked for.
    pub request: String,
    /// How the request came in.
    pub channel: Option<TermId>,
    /// When it came in.
    pub received_on: NaiveDate,
    /// Until when the present stage is due.
    pub due_on: Option<NaiveDate>,
    /// The observations it answers; nothing where they stay as they are.
    pub observations: Option<Vec<ObservationId>>,
}

impl Content {
    /// What a stored accompaniment says.
    pub fn of(row: &accompaniment::Model) -> Self {
        Self {
            structure: row.structure_id,
            holder: row.holder.clone(),
            request: row.request.clone(),
            channel: row.channel_id,
            received_on: row.received_on,
            due_on: row.stage_due_on,
            observations: None,
        }
    }

    /// Writes it into a row, folded text with it.
    pub fn write_into(self, row: &mut accompaniment::Model) {
        row.search_folded = self.folded();
        row.structure_id = self.structure;
        row.holder = self.holder;
        row.request = self.request;
        row.channel_id = self.channel;
        row.received_on = self.received_on;
        row.stage_due_on = self.due_on;
    }

    fn folded(&self) -> String {
        fold(&format!("{} {}", self.holder.as_deref().unwrap_or_default(), self.request))
    }
}
