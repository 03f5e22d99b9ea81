//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod agreement;
mod attendance;
mod calendar_feed;
mod collaborations;
mod consultation;
mod coordination;
mod course;
pub mod design;
mod editions;
mod frame;
mod frameworks;
mod method;
mod participants;
mod reschedule;
mod schemes;
mod solicitations;
