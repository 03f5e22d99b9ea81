//! What the network may say: daily cuts, figures, tables of needs. A figure is right and explains itself; a
//! figure betrays nobody. What is protected and how is the pure crate `disclosure`'s alone; here live the rows
//! it is fed with and the words around its answers.

pub mod compare;
pub mod cut;
pub mod figures;
pub mod needs;
pub mod perimeter;
pub mod uncovered;

use async_graphql::MergedObject;

/// What can be read of figures.
#[derive(MergedObject, Default)]
pub struct InsightQuery(needs::NeedsTableQuery, compare::ComparisonQuery, uncovered::UncoveredQuery);
