//! Follow-ups of an accompaniment: what was noted on a day, and until when the next one is due. The last one says
//! whether the accompaniment is late.

mod input;
mod mutation;
mod object;
mod rules;
mod store;

pub use mutation::FollowUpMutation;
pub use object::AccompanimentFollowUp;
