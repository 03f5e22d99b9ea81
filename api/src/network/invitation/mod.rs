//! Invitations: how people come in. A link token, shown once and stored hashed, good for one acceptance
//! within 14 days. Who runs the network invites the first coordinator of a member structure and people in
//! the network's own roles; from then on the structure invites its own people, and nobody else may.

mod accept;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::InvitationMutation;
pub use object::{Invitation, IssuedInvitation};
pub use query::InvitationQuery;
