//! Participants: who takes part in editions, from the application to the end, and the waiting list between.
//!
//! What is personal is read by the member structure that entered it and by those that lead an edition the participant
//! is enrolled in; by nobody else, whatever the role. It stands in the table `participant` alone, save the reason of an
//! enrolment, and never in the trail, in logs or in the texts of errors.
//!
//! Whoever enrols holds the edition ([`Enrolling`]), so that places are given one at a time. Who is accepted goes to the
//! end of the waiting list, and the list is served while there are places: one way in for everybody.

mod enrol;
mod enrolment;
mod hold;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
pub mod rules;
mod steps;
mod store;

pub use enrol::EnrolMutation;
pub use enrolment::{Enrolment, EnrolmentStatus};
pub use hold::Enrolling;
pub use loader::{PlacesOf, enrolments};
pub use mutation::ParticipantMutation;
pub use object::Participant;
pub use query::ParticipantQuery;
pub use rules::Places;
pub use steps::EnrolmentStepMutation;
pub use store::{of_edition, taken, taken_in, with_participants};
