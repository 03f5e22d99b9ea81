//! Members, accounts, sign-in, keys, invitations, the charter, the settings.

mod account;
mod api_key;
mod charter;
mod invitation;
mod keys;
mod member;
pub mod people;
mod session;
mod settings;
mod trail;
