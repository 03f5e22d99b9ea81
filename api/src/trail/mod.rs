//! What each write leaves behind, in its own transaction: an audit entry, a change event, the history of
//! fields. Knows no concept: things are named by type and id.
//!
//! The audit trail is append-only. Transactions append unsealed entries; [`seal`] chains committed ones by
//! hash afterwards, so that writers do not wait for each other.

mod history;
mod record;
mod seal;
mod verify;

pub use history::{count_history, history_of};
pub use record::{Act, Author, Change, FieldChange, Stamp, Written};
pub use seal::{seal, seal_recent};
pub use verify::{Broken, Head, head, verify};
