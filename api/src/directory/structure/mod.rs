//! Structures: the organisations of the shared directory. Everybody reads their public fields; what is
//! restricted (a sole trader under partial diffusion in Sirene) is shown in full to its own member only.
//!
//! A structure is contributed by a member, changed by that member with the history of its fields kept, and
//! removed by a tombstone. Mutations and imports say what they want in a `Wish`; `revise` makes of it the
//! card that follows, and only `rules` gives the proof that `store` asks for.
//!
//! To add a field: its column, `Card` and `Wish`, `revise`, `store`, then object and inputs.

mod card;
mod codebook;
mod filter;
mod history;
mod identifier;
mod input;
mod keys;
mod loader;
mod mutation;
mod object;
mod query;
mod revise;
mod rules;
mod store;
mod upsert;
mod wish;

pub use card::{Coded, Reference, TermField};
pub use codebook::Codebook;
pub use filter::TermCondition;
pub use history::FieldChange;
pub use identifier::ExternalReferenceLabel;
pub use mutation::{StructureMutation, contributor};
pub use object::Structure;
pub use query::StructureQuery;
pub use rules::{Contributor, is_masked, reads_inside};
pub use store::find_by_ids;
pub(in crate::directory) use store::{open_to, texts};
pub use upsert::{Ahead, Draft, Judgement, Upsert, Verdict};
pub use wish::{Edit, Wish, WishedClaim};
