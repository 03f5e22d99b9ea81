//! The data-sharing charter: published in numbered versions that never change. The coordinator of a member
//! structure accepts the present version for it; without that, the structure contributes nothing. A network
//! that published none has none to accept.

mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::CharterMutation;
pub use object::Charter;
pub use query::CharterQuery;
pub use rules::Standing;
pub use store::{pending, standing};
