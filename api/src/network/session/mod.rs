//! Sessions: an access token of 15 minutes, and a refresh token of 30 days that is exchanged for both.
//!
//! A refresh token is used once; each exchange gives the next one of its family. A token that comes back a
//! second time was stolen, or its thief came first: the whole family is revoked, and with it the access
//! tokens issued beside it.

mod issue;
mod mutation;
mod object;
mod rules;
mod store;
mod throttle;

pub(super) use issue::open;
pub use mutation::SessionMutation;
pub use object::Session;
pub use throttle::Throttle;
