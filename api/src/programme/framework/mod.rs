//! Policy frameworks: what public bodies agreed on for a territory and some years (SODAVI, contrat de filière, CTG...).
//! Everybody reads them; each belongs to the member structure that entered it.

mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::FrameworkMutation;
pub use object::PolicyFramework;
pub use query::FrameworkQuery;
