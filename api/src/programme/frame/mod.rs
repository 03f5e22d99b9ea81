//! The frame of a programme: what it is for, for whom, where, who leads it. One member structure makes it and may
//! invite others to lead it with it; all of them write in common. A change that others should agree to first is a
//! [proposal](super::proposal).
//!
//! To add a field: its column, `Content` and `Said`, `store`, then object.

mod content;
mod leads;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod said;
pub(in crate::programme) mod store;

pub use content::Content;
pub use leads::LeadMutation;
pub use mutation::FrameMutation;
pub(in crate::programme) use mutation::{check, save};
pub use object::Programme;
pub use query::{FrameQuery, ProgrammeFilter};
pub use rules::Revision;
pub(in crate::programme) use rules::update as reconcile;
pub use said::{FrameSaid, UpdateProgrammeInput};
