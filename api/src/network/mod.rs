//! The network's own people and rules: member structures, accounts and their memberships, sign-in, API
//! keys, invitations, the charter, the settings. Knows nothing of what members contribute.
//!
//! Turning credentials into the actor is the work of [`access`](crate::access); this room hands them out.

pub mod account;
pub mod api_key;
pub mod charter;
mod finder;
mod identity;
pub mod invitation;
pub mod member;
mod rules;
pub mod session;
pub mod settings;

pub use identity::Identity;

use async_graphql::MergedObject;

/// What can be read of the network's own.
#[derive(MergedObject, Default)]
pub struct NetworkQuery(
    member::MemberQuery,
    account::AccountQuery,
    api_key::ApiKeyQuery,
    invitation::InvitationQuery,
    charter::CharterQuery,
    settings::SettingsQuery,
);

/// What can be changed of the network's own.
#[derive(MergedObject, Default)]
pub struct NetworkMutation(
    session::SessionMutation,
    member::MemberMutation,
    account::AccountMutation,
    api_key::ApiKeyMutation,
    invitation::InvitationMutation,
    charter::CharterMutation,
    settings::SettingsMutation,
);
