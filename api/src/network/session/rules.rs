use chrono::{DateTime, Utc};
use entity::{MembershipId, account, membership, refresh_token};

use super::super::account::Person;
use crate::graphql::{UserError, UserErrorCode, check};

/// The same answer for an unknown address, a wrong password, a closed account and one without a role.
pub(super) fn wrong_credentials() -> UserError {
    UserError::new(UserErrorCode::WrongCredentials, "")
}

/// The account that signs in, once its password was compared.
pub(super) fn entering(found: Option<account::Model>, right: bool) -> Result<account::Model, UserError> {
    found.filter(|account| right && account.disabled_at.is_none()).ok_or_else(wrong_credentials)
}

/// The membership to act under: the one asked for, or the oldest.
pub(super) fn choose(
    own: Vec<Person>,
    asked: Option<(MembershipId, &str)>,
) -> Result<membership::Model, UserError> {
    let mut rows = own.into_iter().map(|person| person.membership);
    match asked {
        None => rows.next().ok_or_else(wrong_credentials),
        Some((id, text)) => rows.find(|row| row.id == id).ok_or_else(|| check::not_found("membership", text)),
    }
}

/// What comes of a refresh token that is presented.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Presented {
    /// It may be exchanged.
    Fresh,
    /// It was exchanged before: somebody has a copy.
    Reused,
    /// It expired or was revoked.
    Dead,
}

/// What comes of a refresh token that is presented now.
pub(super) fn present(token: &refresh_token::Model, now: DateTime<Utc>) -> Presented {
    match (token.revoked_at, token.used_at) {
        (None, Some(_)) => Presented::Reused,
        (None, None) if token.expires_at > now => Presented::Fresh,
        _ => Presented::Dead,
    }
}

/// A token that is no longer valid, or never was.
pub(super) fn expired() -> UserError {
    UserError::new(UserErrorCode::Expired, "refreshToken")
}
