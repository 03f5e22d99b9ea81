//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod attendance;
mod course;
mod design;
mod editions;
mod frame;
mod frameworks;
mod method;
mod participants;
mod schemes;
