use async_graphql::ID;
use entity::engineering_mission as mission;

use super::super::rules::scheme;
use super::object::EngineeringKind;
use crate::graphql::{Cents, Date, Refusal, patch};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;

patch! {
    /// What is said of a mission.
    Said
    /// A mission of engineering.
    create AddMissionInput {
        /// Which accompaniment it is part of.
        accompaniment: ID,
    }
    /// Other words for a mission: what is left out stays as it is, null empties.
    update UpdateMissionInput
    required {
        /// For one beneficiary, or for several together.
        kind: EngineeringKind,
        /// Who does it (at most 300 characters).
        provider: String,
    }
    optional {
        /// What it is to bring (at most 5,000 characters).
        aim: String,
        /// How many days of work, in quarters of a day, at most 10,000.
        days: f64,
        /// What it costs, in cents.
        cost: Cents,
        /// Who pays: a code of `funder`, or the id of a term.
        funder: ID,
        /// Its first day.
        starts_on: Date,
        /// Its last day.
        ends_on: Date,
    }
}

const LONGEST_NAME: usize = 300;
const LONGEST_AIM: usize = 5_000;
const MOST_DAYS: f64 = 10_000.0;

impl Said {
    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        self.funder.value().map(|name| (scheme::FUNDER, name.0.clone())).into_iter().collect()
    }

    /// What is then said altogether, over what was said before; all mistakes at once.
    pub fn over(&self, mut row: mission::Model, terms: &KnownTerms) -> Result<mission::Model, Refusal> {
        let said = self.clone();
        let mut read = Reading::new(terms);
        read.must(&mut row.kind, said.kind.map_value(Into::into), "kind");
        read.text(&mut row.provider, said.provider, LONGEST_NAME, "provider");
        read.text_or_none(&mut row.aim, said.aim, LONGEST_AIM, "aim");
        read.number_or_none(&mut row.days, said.days, (0.0, MOST_DAYS), "days");
        let cost = said.cost.map_value(|Cents(cents)| cents);
        read.number_or_none(&mut row.cost_cents, cost, (0, Cents::MOST), "cost");
        read.term_or_none(&mut row.funder_id, said.funder, scheme::FUNDER, "funder");
        said.starts_on.map_value(Into::into).update_to(&mut row.starts_on);
        said.ends_on.map_value(Into::into).update_to(&mut row.ends_on);
        read.finish_with(row)
    }
}
