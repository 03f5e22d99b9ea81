//! Figures: what is counted, what is protected, what is said about it.

mod compare;
mod cut;
mod needs;
mod perimeter;
mod properties;
mod seed;
