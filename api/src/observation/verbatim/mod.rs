//! Words said, kept apart from the observation they belong to: the member reads them; others only those whose
//! speaker agreed, on observations whose texts they read. Who spoke is never shared.

mod loader;
mod mutation;
mod object;
mod rules;
mod store;

pub use loader::VerbatimsOf;
pub use mutation::VerbatimMutation;
pub use object::Verbatim;
pub use rules::{Checked, Said, checked};
pub(super) use store::rows;
