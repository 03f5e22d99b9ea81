//! Programmes and accompaniments, as their people use them.

mod frameworks;
mod schemes;
