use chrono::NaiveDate;
use entity::{AccompanimentStage, accompaniment};

/// An accompaniment as those who work for its member see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its row.
    pub row: accompaniment::Model,
    /// Until when its next follow-up is due: what the last one said.
    pub follow_up_due: Option<NaiveDate>,
}

/// What of an accompaniment is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// The stage it stands at.
    Stage,
    /// Its next follow-up.
    FollowUp,
}

impl Seen {
    /// What should be done by now, and since which day; nothing once it is over.
    pub fn late(&self, today: NaiveDate) -> Vec<(Late, NaiveDate)> {
        if self.row.stage == AccompanimentStage::Closed {
            return Vec::new();
        }
        let due = [(Late::Stage, self.row.stage_due_on), (Late::FollowUp, self.follow_up_due)];
        let known = due.into_iter().filter_map(|(what, due)| Some((what, due?)));
        known.filter(|(_, due)| *due < today).collect()
    }
}
