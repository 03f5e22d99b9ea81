//! Missions of engineering: what a provider does for one beneficiary or for several together, in days and in money,
//! and who pays. Planned or done: its days may lie ahead.

mod input;
mod mutation;
mod object;
mod rules;
mod store;

pub use mutation::MissionMutation;
pub use object::EngineeringMission;
