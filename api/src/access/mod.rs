//! Who asks and what they may: from credentials to the actor, from the actor to what it may see.
//!
//! The actor is made once per request ([`Request`]) and never changes. Reads of contributed records start
//! at [`visible_to`]; writes need a proof that only a concept's `rules.rs` can make.

mod actor;
mod authenticator;
mod key_files;
mod keyring;
#[cfg(test)]
mod keyring_tests;
mod lists;
mod request;
mod secret;
mod store;
mod visibility;

pub use actor::{Actor, Known, Scope};
pub use authenticator::{Authenticator, KEY_PREFIX};
pub use keyring::{Claims, Keyring, TokenSettings, pem_of};
pub(crate) use lists::lists;
pub use request::{Loaders, Request, RequestParts};
pub use secret::{hash_secret, new_secret};
pub use visibility::{Audience, visible_to};
