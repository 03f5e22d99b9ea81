//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod agreement;
mod attendance;
mod calendar_feed;
mod chain;
mod collaborations;
mod consultation;
mod coordination;
mod course;
pub mod design;
mod editions;
mod feasibility;
mod frame;
mod frameworks;
mod method;
mod next_edition;
mod participants;
mod proposals;
mod reschedule;
mod schemes;
mod sessions;
mod solicitations;
