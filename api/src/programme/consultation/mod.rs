//! Consultations of providers: the terms of reference of an edition, the partners that are invited to answer them, their
//! offers, held side by side, and the choice with its reason. Known to the team of the edition alone. Once an offer is
//! chosen, or the consultation ends without a choice, nothing of it changes.
//!
//! What belongs to a consultation is held with it ([`Consulting`]), so that nothing changes while it is decided.

mod comparison;
mod hold;
mod loader;
mod mutation;
mod object;
mod offer;
mod provider;
mod rules;
mod store;

pub use hold::Consulting;
pub use mutation::ConsultationMutation;
pub use object::Consultation;
pub use offer::{ConsultationOffer, OfferMutation};
pub use provider::{InvitedProvider, ProviderMutation};
