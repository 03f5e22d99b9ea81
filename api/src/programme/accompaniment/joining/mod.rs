//! Accompaniments that join collective editions. The tie is the accompaniment's: known to those who work for its member,
//! as far as they see the edition; the team of the edition learns nothing of it, and nobody is enrolled by it.

mod mutation;
mod object;
mod rules;
mod store;

pub use mutation::JoiningMutation;
pub use object::JoinedEdition;
