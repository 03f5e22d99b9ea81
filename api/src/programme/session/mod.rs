//! Sessions: the times at which an edition takes place, one by one or by a rule that repeats them.

mod links;
mod mutation;
mod object;
mod repeat;
mod rules;
mod store;

pub use mutation::PlanningMutation;
pub use object::{NextSessionOf, Session};
