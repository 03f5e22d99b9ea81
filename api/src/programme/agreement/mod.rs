//! Agreements: what the structures that lead a programme agreed with others: parties with their roles, object, dates,
//! amount, until when one must say that one renews, from which earlier one it follows. Known to the team of the
//! programme alone. One that is not signed is a draft.
//!
//! What ends or is to be renewed soon is listed ahead.

mod contracting;
mod due;
mod loader;
mod mutation;
mod object;
mod party;
mod query;
mod renew;
mod rules;
mod store;

pub use contracting::EditionContracting;
pub use mutation::AgreementMutation;
pub use object::Agreement;
pub use query::AgreementQuery;
pub use renew::RenewalMutation;
