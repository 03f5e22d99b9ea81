//! Figures: what is counted, what is protected, what is said about it.

mod charter;
mod compare;
mod cut;
mod limits;
mod measures;
mod needs;
mod opened;
mod perimeter;
mod properties;
mod seed;
mod uncovered;
