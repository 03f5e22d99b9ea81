//! Accompaniments: one beneficiary's way through the stages of a DLA, each with its day ([`Transition`]): reception,
//! eligibility, shared diagnosis, plan, advisory committee, engineering, follow-up, end. There is no plan before the
//! structure's own bodies validated the diagnosis, which is theirs: an accompaniment is seen by those who work for
//! its member, and by nobody else.
//!
//! `step` moves it, `mutation` changes what it says and who its referent is; missions, follow-ups, hand-overs and the
//! editions it joined are its records. What is late is computed when it is read.
//!
//! One more step: a [`Told`] with its [`Transition`], and its mutation in `steps`.

mod board;
mod change;
mod content;
mod follow_up;
mod hand_over;
mod hold;
mod joining;
mod loader;
mod mission;
mod mutation;
mod object;
mod query;
mod rules;
mod said;
mod stage;
mod steps;
mod store;
mod view;

pub use board::BoardQuery;
pub use follow_up::{AccompanimentFollowUp, FollowUpMutation};
pub use hand_over::AccompanimentHandOver;
pub use hold::Holding;
pub use joining::{JoinedEdition, JoiningMutation};
pub use loader::{AccompanimentsOf, ObservationsOf, StepsOf};
pub use mission::{EngineeringMission, MissionMutation};
pub use mutation::AccompanimentMutation;
pub use object::Accompaniment;
pub use query::AccompanimentQuery;
pub use rules::{Told, Transition};
pub use steps::AccompanimentStepMutation;
