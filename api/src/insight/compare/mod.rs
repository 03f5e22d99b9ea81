//! Comparison of a territory with others and with the level above: side by side, each table protected by
//! itself, and only the differences that rounding cannot explain. Nothing is computed here that the tables do
//! not already tell.

mod object;
mod query;

pub use object::{NeedsComparison, NeedsSideTable};
pub use query::ComparisonQuery;
