//! Perimeters: territories that the network makes of any others, perimeters among them. They are read, listed and
//! searched as every other territory (see `territory`); here they are made, changed and removed.
//!
//! A perimeter contains its parts and all that these contain. It lies in the territories of the COG that contain
//! all its parts and more, and in what contains those. `territory_closure` holds the sum of both, so that no reader ever
//! follows parts. Writes take turns, so that no two make a circle together.
//!
//! `registered` says that `insight` found a perimeter wide enough for the hidden part of its tables;
//! nobody changes the parts from then on, nor removes it: tables have shown it, and whatever is registered later is judged
//! against it.

mod mutation;
mod rules;
mod store;

pub use mutation::PerimeterMutation;
pub use store::take_turn;
