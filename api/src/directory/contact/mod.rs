//! Contacts: whom to write to at a structure or a partner, by professional channels. Members alone read them, and those
//! of a restricted structure its own member alone.
//!
//! Each says where it comes from and on which legal basis it is kept. A person who objects is shown no longer: the row
//! is emptied and keeps a hash of the address, so that nobody adds the person again; its own member reads the objection.
//! It holds for every contact with this address. A contact removed is emptied too. Nothing of the person goes to the
//! trail.
//!
//! To add a field: its column, `input`, `rules`, `store`, then object.

mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::ContactMutation;
pub use object::{Contact, LegalBasis};
pub use query::ContactQuery;
pub(in crate::directory) use query::page;
pub(in crate::directory) use store::forget_of_partner;
