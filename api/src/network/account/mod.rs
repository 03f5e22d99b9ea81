//! Accounts and their memberships: a person has one account, and one membership for each role it holds, in
//! a member structure or for the network. A session or a key acts under one of them.
//!
//! An account is made when an invitation is accepted, or by the command line for the first administrator;
//! there is no default password. A membership ends, it is never deleted.

mod command;
mod create;
mod loader;
mod mutation;
mod object;
mod password;
mod query;
mod rules;
mod store;

pub use command::{create_administrator, disable};
pub(super) use create::join;
pub use create::{Enrolment, enrol};
pub use loader::NameOf;
pub use mutation::AccountMutation;
pub use object::{Account, Membership, Role, Scope};
pub use password::Hasher;
pub use query::{AccountQuery, Viewer};
pub use rules::email;
pub(super) use rules::{new_password, person};
pub(super) use store::{Person, active_memberships, find_by_email};
