//! Needs observations: one need, observed by one member structure, on a day, somewhere. It is a draft until
//! confirmed, then taken up, met, lapsed or dismissed ([`Transition`]). It is seen as far as its member's
//! coordinator shares it and those it concerns allow ([`rules::stand`]); everybody else reads it through
//! [`Seen`], and lists, filters and counts use nothing that [`Seen`] takes away.
//!
//! One more field: column, [`Content`], [`Said`] and the input, the object, and a condition of the
//! filter that says to whom it is open.

mod change;
mod content;
mod filter;
mod filter_input;
mod filter_read;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
/// What may be said, shared, changed; pure.
pub mod rules;
mod said;
mod steps;
mod store;
mod transition;
mod upsert;
mod view;
mod withdrawal;

pub use content::Content;
pub use filter::Condition;
pub use filter_input::{DateCondition, ObservationFilter};
pub use loader::FurtherTermsOf;
pub use mutation::NeedsMutation;
pub use object::{NeedsObservation, ObservationStatus};
pub use query::{NeedsQuery, ObservationOrder, listed};
pub use said::{Meanings, Said};
pub use steps::StepMutation;
pub use store::{lookup, named};
pub use transition::Transition;
pub use upsert::{Draft, Judgement, Upsert};
pub use view::{Reader, Seen};
pub use withdrawal::WithdrawalMutation;
