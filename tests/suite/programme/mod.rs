//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod frameworks;
mod schemes;
