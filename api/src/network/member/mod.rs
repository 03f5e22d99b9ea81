//! Member structures: the organisations that contribute to the network. An administrator makes them;
//! afterwards the structure is its own, and its coordinator names its people.

mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::MemberMutation;
pub use object::Member;
pub use query::{MemberFilter, MemberQuery};
pub use rules::NewMember;
pub use store::add;
pub(super) use store::lookup;
