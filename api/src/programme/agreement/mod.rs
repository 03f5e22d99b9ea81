//! Agreements: what the structures that lead a programme agreed with others: parties with their roles, object, dates,
//! amount, until when one must say that one renews, from which earlier one it follows. Known to the team of the
//! programme alone. One that is not signed is a draft.
//!
//! What ends or is to be renewed soon is listed ahead ([`due`]).

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

use async_graphql::MergedObject;

pub use contracting::EditionContracting;
pub use object::Agreement;
pub use query::AgreementQuery;

/// What can be changed of agreements.
#[derive(MergedObject, Default)]
pub struct AgreeingMutation(mutation::AgreementMutation, renew::RenewalMutation);
