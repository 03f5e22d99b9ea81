use entity::{Role, membership};

use super::super::rules::Charge;
use crate::access::Actor;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check};

const LONGEST_EMAIL: usize = 254;
const LONGEST_NAME: usize = 200;
const SHORTEST_PASSWORD: usize = 12;
const LONGEST_PASSWORD: usize = 200;

/// An e-mail address that could exist, trimmed.
pub fn email(field: &str, value: &str) -> Result<String, UserError> {
    let value = check::text(field, value, LONGEST_EMAIL)?;
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
    let whole = value.split_once('@').is_some_and(|(name, host)| {
        plain(name) && plain(host) && !host.contains('@') && host.trim_matches('.').contains('.')
    });
    if whole {
        return Ok(value);
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, field).with("value", value))
}

/// A person's name.
pub(in crate::network) fn person(field: &str, value: &str) -> Result<String, UserError> {
    check::text(field, value, LONGEST_NAME)
}

/// A password long enough to be kept.
pub(in crate::network) fn new_password(field: &str, value: &str) -> Result<(), UserError> {
    match value.chars().count() {
        length if length < SHORTEST_PASSWORD => {
            Err(UserError::new(UserErrorCode::WeakPassword, field).with("min", SHORTEST_PASSWORD))
        }
        length if length > LONGEST_PASSWORD => {
            Err(UserError::new(UserErrorCode::TooLong, field).with("max", LONGEST_PASSWORD))
        }
        _ => Ok(()),
    }
}

/// E-mail and name of an administrator made by the command line.
pub(super) fn administrator(address: &str, name: &str, password: &str) -> Result<(String, String), Refusal> {
    let mut errors = UserErrors::default();
    let address = errors.check(email("email", address)).unwrap_or_default();
    let name = errors.check(person("name", name)).unwrap_or_default();
    errors.check(new_password("password", password));
    errors.finish().map(|()| (address, name))
}

/// There is an account already.
pub(super) fn taken(field: &str, address: &str) -> UserError {
    UserError::new(UserErrorCode::AlreadyExists, field).with("value", address)
}

/// A membership that may end.
#[derive(Debug)]
pub(super) struct Ending(membership::Model);

impl Ending {
    pub(super) fn into_row(self) -> membership::Model {
        self.0
    }
}

/// A coordinator ends memberships of its structure, who runs the network those that have none. Nobody
/// takes away their own: the structure or the network would be left without anyone.
pub(super) fn end(actor: &Actor, row: membership::Model) -> Result<Ending, UserError> {
    let own = actor.identity().is_some_and(|known| known.membership == row.id);
    let within = match (Charge::of(actor), row.member_id) {
        (Charge::Network, None) => true,
        (Charge::Structure(mine), Some(member)) => mine == member && row.role != Role::Administrator,
        _ => false,
    };
    if own || !within {
        return Err(Actor::not_allowed(""));
    }
    if row.ended_at.is_some() {
        let ended = UserError::new(UserErrorCode::IllegalTransition, "id");
        return Err(ended.with("state", "ENDED").with("allowed", "-"));
    }
    Ok(Ending(row))
}
