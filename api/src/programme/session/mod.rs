//! Sessions: the times at which an edition takes place, one by one or by a rule that repeats them.

mod links;
mod loader;
mod mutation;
mod object;
mod query;
mod repeat;
mod rules;
mod store;

pub use mutation::{PlanningMutation, moved_on};
pub use object::{NextSessionOf, Session};
pub use query::SessionQuery;
pub use rules::{plan, standing};
pub use store::stands;
