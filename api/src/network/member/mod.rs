//! Member structures: the organisations that contribute to the network. An administrator makes them;
//! afterwards the structure is its own, and its coordinator names its people.

mod demonstration;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use demonstration::invent;
pub use mutation::MemberMutation;
pub use object::Member;
pub use query::{MemberFilter, MemberQuery};
pub(super) use store::lookup;
pub use store::{belonging, exists};
