//! Partners: who can intervene in programmes or fund them, a structure of the directory or an independent
//! professional. What they can do, where, in which form and when they are away answers "who can run this session here,
//! on this subject, at that time".
//!
//! A partner that is a structure has public fields, as its structure does; it is gone with it, and where the structure
//! is restricted its own member alone meets it. An independent professional is a person: the network and its partners
//! read it, nobody else. A partner is contributed by a member and changed by that member; removing it empties it of
//! what may be personal, its contacts with it.
//!
//! To add a field: its column, `Card`, `rules`, `store`, then object and input.

mod card;
mod filter;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use filter::{PartnerFilter, PartnerOrder};
pub(in crate::directory) use loader::PartnerOf;
pub use mutation::PartnerMutation;
pub use object::{Partner, PartnerAbsence};
pub use query::{Asked, PartnerQuery, page};
pub(in crate::directory) use store::visible;
pub use store::{find_by_ids, seen};
