//! What may be said of a need, how far it may be seen, and what may become of it.

mod check;
mod revision;
mod standing;

pub use check::{Checked, Known, Located, check};
pub use revision::{New, Revision, Stored, create, delete, share, step, update};
pub use standing::{Standing, Wish, stand};
