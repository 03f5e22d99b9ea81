//! Needs that no programme answers: the cells of a table of needs that show some, minus the programmes able to answer
//! them; each gap with its reason and the nearest programmes.
//!
//! A gap tells no more than two things that its reader has anyway: the protected cell of the table (drawn by the very
//! machinery of `Query.needs`), and the programmes that all of the reader's audience see. A programme that only its
//! own team knows answers nothing here, not even for that team. Whether an edition is full is known as far as how many
//! take part in it is (`Places::full`).

mod ask;
mod gap;
mod object;
mod query;
/// Which programme answers which need; pure.
pub mod rules;
mod store;

pub use query::UncoveredQuery;
