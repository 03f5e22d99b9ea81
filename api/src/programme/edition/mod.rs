//! Editions: a programme as it takes place once, from its design to its last session. Its team opens, starts, closes or
//! cancels it by named transitions; somebody is its referent and hands it over.
//!
//! What an edition is made of are records in folders beside this one.

mod loader;
mod mutation;
mod object;
mod query;
mod read;
mod referent;
mod rules;
mod status;
mod steps;
mod store;
mod transition;

pub use loader::{LedEdition, editions};
pub use mutation::EditionMutation;
pub use object::Edition;
pub use query::EditionQuery;
pub use read::EditionOrigin;
pub use referent::{EditionReferent, people};
pub use status::EditionStatus;
pub use steps::EditionStepMutation;
pub use store::led_by;
pub use transition::Transition;
