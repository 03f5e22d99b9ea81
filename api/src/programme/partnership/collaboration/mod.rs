//! Collaborations: who works with whom on a territory, as a graph drawn from the editions that the reader may see. Its
//! links lead from each member structure that leads an edition to who leads it too, takes part in it, speaks in it or
//! pays for it; who pays is known to the team alone. Nothing is written here.

mod object;
mod query;
mod store;

pub use query::CollaborationQuery;
