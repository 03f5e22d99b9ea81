//! Authorisations: what the organisations and people observed allow to be shared, by whose word, how far,
//! until it is withdrawn. An organisation's word and a person's legal basis are two records. Withdrawing,
//! which hides observations, lives with them in `needs`.

mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub(crate) use loader::AttributionOf;
pub use mutation::AuthorisationMutation;
pub use object::{AttributionNote, Authorisation};
pub use query::AuthorisationQuery;
pub use rules::{Basis, Brought, Consent, Found, Recorded, Subject, Withdrawn, record, withdraw};
pub use store::{add, consent, find_by_ids, find_consents, withdraw as store_withdrawal};
