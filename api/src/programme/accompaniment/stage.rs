use async_graphql::{Enum, SimpleObject};
use chrono::NaiveDate;
use entity::accompaniment_step;

use super::view::Late;
use crate::graphql::Date;

/// Where an accompaniment stands on its way, from the first to the last.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::AccompanimentStage")]
pub enum AccompanimentStage {
    /// The request is received.
    Reception,
    /// Eligible, and oriented.
    Eligibility,
    /// The shared diagnosis is drafted, then validated by the structure's own bodies.
    Diagnosis,
    /// The plan is adopted.
    Plan,
    /// The advisory committee gave its opinion.
    Committee,
    /// Missions of engineering run.
    Engineering,
    /// It is followed up.
    FollowUp,
    /// It is over: completed, or left on the way.
    Closed,
}

/// What an advisory committee says of a plan.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::CommitteeOpinion")]
pub enum CommitteeOpinion {
    /// For it.
    Favourable,
    /// For it, with reserves.
    FavourableWithReserves,
    /// Against it.
    Unfavourable,
}

/// What of an accompaniment may be late.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Late")]
pub enum AccompanimentDelayKind {
    /// The stage it stands at.
    Stage,
    /// Its next follow-up.
    FollowUp,
}

/// Something that should have been done by now.
#[derive(SimpleObject, Clone, Debug)]
pub struct AccompanimentDelay {
    /// What is late.
    kind: AccompanimentDelayKind,
    /// Until when it was due.
    due_on: Date,
    /// For how many days it has been late.
    days: i64,
}

/// A stage that an accompaniment reached.
#[derive(SimpleObject, Clone, Debug)]
pub struct AccompanimentStep {
    /// The stage.
    stage: AccompanimentStage,
    /// When it began.
    entered_on: Date,
    /// Until when it was, or is, due.
    due_on: Option<Date>,
}

impl AccompanimentDelay {
    /// What is late today, since a day.
    pub fn new(what: Late, due: NaiveDate, today: NaiveDate) -> Self {
        Self { kind: what.into(), due_on: due.into(), days: (today - due).num_days() }
    }
}

impl From<accompaniment_step::Model> for AccompanimentStep {
    fn from(step: accompaniment_step::Model) -> Self {
        let accompaniment_step::Model { stage, entered_on, due_on, .. } = step;
        Self { stage: stage.into(), entered_on: entered_on.into(), due_on: due_on.map(Into::into) }
    }
}
