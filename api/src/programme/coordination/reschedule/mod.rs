//! Moving a session, for a reason, with what follows it: what would come of it is shown before it is applied, and a move
//! that was applied stays in the edition's log of adaptations.

mod mutation;
mod object;
mod rules;

pub use mutation::RescheduleMutation;
pub use object::Adaptation;
