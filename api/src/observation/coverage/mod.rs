//! Coverage: which member reports on which territories and months. A figure needs it: where nobody reports,
//! nothing observed means nothing.

mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::CoverageMutation;
pub use object::Coverage;
pub use query::CoverageQuery;
