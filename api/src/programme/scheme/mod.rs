//! Funding schemes: what a funder offers, to whom, where, how much and until when. Everybody reads them; each belongs
//! to the member structure that entered it or brought it from a file.
//!
//! What a scheme asks for is held against the profile of an edition by `rules::fit`, which is pure; [`matches()`] does
//! so for a page of schemes. An empty criterion asks for nothing.

mod content;
mod input;
mod loader;
mod matched;
mod misfit;
mod mutation;
mod object;
mod query;
mod rules;
mod said;
mod store;
mod upsert;

pub use matched::{Asked, Listing, Match, count, matches};
pub use misfit::FundingSchemeMatch;
pub use mutation::SchemeMutation;
pub use object::FundingScheme;
pub use query::SchemeQuery;
pub use rules::{Criteria, Criterion, Profile, Reach, Reason, address, fit, fits};
pub use said::{Meanings, Said};
pub use store::{is_known, links};
pub use upsert::{Draft, Judgement, Upsert};

/// Vocabularies that schemes speak in.
pub mod vocabulary {
    /// Kinds of funder.
    pub const FUNDER: &str = "funder";
    /// Grants, loans, engineering...
    pub const AID_TYPE: &str = "aid-type";
    /// Legal forms.
    pub const LEGAL_FORM: &str = "legal-form";
    /// Families of those who may ask.
    pub const BENEFICIARY: &str = "beneficiary";
    /// Cultural domains and filières.
    pub const SECTOR: &str = "sector";
    /// Publics.
    pub const PUBLIC: &str = "public";
    /// Frames of public policy.
    pub const FRAMEWORK: &str = "policy-framework";
}
