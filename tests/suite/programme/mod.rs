//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod attendance;
mod course;
mod frameworks;
mod participants;
mod schemes;
