use chrono::{DateTime, TimeDelta, Utc};
use entity::{MemberId, Role, invitation};

use super::super::account;
use super::super::rules::Charge;
use crate::access::Actor;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors};

/// Life of an invitation.
const LIFE: TimeDelta = TimeDelta::days(14);

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Pending,
    Accepted,
    Revoked,
    Expired,
}

impl State {
    pub(super) fn of(row: &invitation::Model, now: DateTime<Utc>) -> Self {
        match (row.accepted_at, row.revoked_at) {
            (Some(_), _) => Self::Accepted,
            (None, Some(_)) => Self::Revoked,
            (None, None) if row.expires_at <= now => Self::Expired,
            (None, None) => Self::Pending,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Accepted => "ACCEPTED",
            Self::Revoked => "REVOKED",
            Self::Expired => "EXPIRED",
        }
    }
}

/// The member structure somebody is invited to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Destination {
    pub member: MemberId,
    /// Whether it has a coordinator, or one who is invited.
    pub has_coordinator: bool,
}

/// An invitation that may be sent.
#[derive(Debug)]
pub(super) struct NewInvitation {
    pub(super) email: String,
    pub(super) role: Role,
    pub(super) member: Option<MemberId>,
    pub(super) expires_at: DateTime<Utc>,
    _proof: (),
}

/// Who may invite whom: see the head of this concept.
pub(super) fn invite(
    actor: &Actor,
    email: &str,
    (role, destination): (Role, Option<Destination>),
    now: DateTime<Utc>,
) -> Result<NewInvitation, Refusal> {
    let mut errors = UserErrors::default();
    let allowed = match (Charge::of(actor), role, destination) {
        (Charge::Network, Role::Coordinator, Some(to)) => !to.has_coordinator,
        (Charge::Network, Role::Partner | Role::Analyst | Role::Administrator, None) => true,
        (Charge::Structure(own), Role::Advisor | Role::Coordinator, Some(to)) => to.member == own,
        _ => false,
    };
    if !allowed {
        errors.add(Actor::not_allowed(""));
    }
    let email = errors.check(account::email("email", email)).unwrap_or_default();
    errors.finish()?;
    let member = destination.map(|to| to.member);
    Ok(NewInvitation { email, role, member, expires_at: now + LIFE, _proof: () })
}

/// The structure an invitation leads to when none is named: one's own, for a coordinator.
pub(super) fn own_structure(actor: &Actor) -> Option<MemberId> {
    match Charge::of(actor) {
        Charge::Structure(member) => Some(member),
        Charge::Network | Charge::Nothing => None,
    }
}

/// An invitation that may be revoked.
#[derive(Debug)]
pub(super) struct Revocation(invitation::Model);

impl Revocation {
    pub(super) fn into_row(self) -> invitation::Model {
        self.0
    }
}

/// Who sees an invitation may take it back while it is pending.
pub(super) fn revoke(row: invitation::Model, now: DateTime<Utc>) -> Result<Revocation, UserError> {
    match State::of(&row, now) {
        State::Pending => Ok(Revocation(row)),
        state => {
            let refused = UserError::new(UserErrorCode::IllegalTransition, "id");
            Err(refused.with("state", state.as_str()).with("allowed", "-"))
        }
    }
}

/// An invitation that may be accepted.
#[derive(Debug)]
pub(super) struct Welcome(invitation::Model);

impl Welcome {
    pub(super) const fn row(&self) -> &invitation::Model {
        &self.0
    }
}

/// The same answer for an unknown, a used, a revoked and an expired token.
pub(super) fn accept(row: Option<invitation::Model>, now: DateTime<Utc>) -> Result<Welcome, UserError> {
    row.filter(|row| State::of(row, now) == State::Pending).map(Welcome).ok_or_else(expired)
}

pub(super) fn expired() -> UserError {
    UserError::new(UserErrorCode::Expired, "token")
}

/// Name and password of a new account.
pub(super) fn newcomer(name: Option<&str>, password: &str) -> Result<String, Refusal> {
    let mut errors = UserErrors::default();
    let name = errors.check(account::person("name", name.unwrap_or_default())).unwrap_or_default();
    errors.check(account::new_password("password", password));
    errors.finish().map(|()| name)
}
