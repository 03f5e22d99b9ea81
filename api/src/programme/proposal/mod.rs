//! Proposals on the frame of a programme that several structures lead: a change set with its author and a comment, which
//! another of them takes over into the frame, or not. The frame may move on meanwhile, except in what is proposed.

mod mutation;
mod object;
mod rules;

pub use mutation::ProposalMutation;
pub use object::ProgrammeProposal;
