//! Structures: the organisations of the shared directory. Everybody reads their public fields; what is
//! restricted (a sole trader under partial diffusion in Sirene) is shown in full to its own member only.
//!
//! A structure is contributed by a member, changed by that member with the history of its fields kept, and
//! removed by a tombstone.

mod loader;
mod object;
mod store;

pub use object::Structure;
