use async_graphql::ID;
use entity::accompaniment_follow_up as follow_up;

use crate::graphql::{Date, Refusal, patch};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;

patch! {
    /// What is said of a follow-up.
    Said
    /// A follow-up of an accompaniment.
    create AddFollowUpInput {
        /// Which accompaniment.
        accompaniment: ID,
    }
    /// Other words for a follow-up: what is left out stays as it is, null empties.
    update UpdateFollowUpInput
    required {
        /// Its day.
        held_on: Date,
        /// What is noted (at most 20,000 characters).
        note: String,
    }
    optional {
        /// Until when the next one is due.
        next_due_on: Date,
    }
}

const LONGEST_NOTE: usize = 20_000;

impl Said {
    /// What is then said altogether, over what was said before; all mistakes at once.
    pub fn over(&self, mut row: follow_up::Model) -> Result<follow_up::Model, Refusal> {
        let said = self.clone();
        let none = KnownTerms::default();
        let mut read = Reading::new(&none);
        read.must(&mut row.held_on, said.held_on.map_value(Into::into), "heldOn");
        read.text(&mut row.note, said.note, LONGEST_NOTE, "note");
        said.next_due_on.map_value(Into::into).update_to(&mut row.next_due_on);
        read.finish_with(row)
    }
}
