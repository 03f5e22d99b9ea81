//! Calendar feeds: a secret address per person and edition, or of all editions that one's member structure leads, to which
//! calendars subscribe. Whoever has the address reads what its owner may read at that moment, and no more.

mod mutation;
mod object;
mod query;
mod rules;
mod serve;
mod store;

pub use mutation::FeedMutation;
pub use query::FeedQuery;
pub use serve::serve;
