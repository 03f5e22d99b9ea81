//! Where observations come from: an interview, a meeting, a document. Several observations may share one.
//! A source may name people; it is its member's alone.

mod gather;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use gather::Gather;
pub use mutation::SourceMutation;
pub use object::ObservationSource;
pub use query::SourceQuery;
pub use rules::{Brought, Recorded, record};
