//! Programmes and accompaniments, as their people use them.

mod accompaniment;
mod calendar_feed;
mod coordination;
mod frameworks;
mod reschedule;
mod schemes;
