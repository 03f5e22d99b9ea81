//! Perimeters in figures: a perimeter of the network may be asked for in tables only once it is registered,
//! and is refused when it would single out a commune or too few organisations against any territory or perimeter
//! registered before it. What counts is what
//! the shared directory places where, which everybody may know: hidden rows are not asked, or each refusal
//! would betray one.

mod mutation;
mod rules;
mod store;

pub use mutation::RegisterMutation;
