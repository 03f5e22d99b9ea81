//! Phases: the steps of an edition (diagnosis, workshops, peer exchange, review...), in order, some only after others.

mod mutation;
mod object;
mod rules;
mod store;

pub use mutation::PhaseMutation;
pub use object::Phase;
pub use rules::circle;
pub use store::{belongs, dependencies_in};
