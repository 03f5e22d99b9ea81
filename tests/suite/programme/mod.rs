//! Programmes and accompaniments, as their people use them.

mod accompaniment;
pub mod design;
mod editions;
mod frame;
mod frameworks;
mod method;
mod schemes;
