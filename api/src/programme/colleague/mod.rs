//! Colleagues: those who work for one's own member structure, by their names alone, so that a record may say who its
//! referent is and be handed over. Others do not know them from here.

mod loader;
mod object;
mod query;
/// Statements on those who work, or worked, for a member.
pub mod store;

pub use loader::ColleagueOf;
pub use object::Colleague;
pub use query::ColleagueQuery;
