//! Objectives of an edition, in order of priority: what it is to change, justified by what was observed, measured by
//! indicators, agreed to by those who accompany and by those who are accompanied.

mod indicator;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use indicator::IndicatorMutation;
pub use loader::ObjectivesOf;
pub use mutation::ObjectiveMutation;
pub use object::{Indicator, Objective};
pub use query::ObjectiveQuery;
