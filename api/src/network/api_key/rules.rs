use chrono::{DateTime, TimeDelta, Utc};
use entity::{ApiKeyId, MemberId, MembershipId, api_key};

use super::super::rules::Charge;
use crate::access::{Actor, Known, Scope};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check};

const LONGEST_NAME: usize = 100;
const USUAL_DAYS: i64 = 90;
const MOST_DAYS: i64 = 365;

/// A key that may be issued.
#[derive(Clone, Debug)]
pub(super) struct NewApiKey {
    name: String,
    membership: MembershipId,
    member: Option<MemberId>,
    scopes: Vec<Scope>,
    expires_at: DateTime<Utc>,
}

impl NewApiKey {
    /// The row of a key with this public id and secret.
    pub(super) fn into_row(
        self,
        (id, public_id): (ApiKeyId, String),
        secret_hash: String,
        now: DateTime<Utc>,
    ) -> api_key::Model {
        api_key::Model {
            id,
            public_id,
            name: self.name,
            membership_id: self.membership,
            member_id: self.member,
            scopes: Scope::write(&self.scopes),
            secret_hash,
            created_at: now,
            expires_at: self.expires_at,
            last_used_at: None,
            revoked_at: None,
        }
    }
}

/// What somebody asks for.
pub(super) struct Asked<'a> {
    pub name: &'a str,
    pub scopes: Vec<Scope>,
    pub days: Option<i32>,
}

/// Anyone makes keys for the membership they act under. A key needs the scope to manage for that, and makes
/// none that may do more than itself or outlives it: one that leaked does not live for ever.
pub(super) fn create(
    known: &Known,
    asked: Asked<'_>,
    own_key: Option<&api_key::Model>,
    now: DateTime<Utc>,
) -> Result<NewApiKey, Refusal> {
    let mut errors = UserErrors::default();
    if !known.scopes.contains(&Scope::NetworkManage) {
        errors.add(Actor::not_allowed(""));
    }
    let name = errors.check(check::text("name", asked.name, LONGEST_NAME)).unwrap_or_default();
    let days = errors.check(days(asked.days)).unwrap_or_default();
    errors.check(scopes(&asked.scopes, known));
    errors.finish()?;
    let mut scopes = asked.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    let wished = now + TimeDelta::days(days);
    let expires_at = own_key.map_or(wished, |key| key.expires_at.min(wished));
    Ok(NewApiKey { name, membership: known.membership, member: known.member, scopes, expires_at })
}

fn days(asked: Option<i32>) -> Result<i64, UserError> {
    let days = asked.map_or(USUAL_DAYS, i64::from);
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(UserError::new(UserErrorCode::OutOfRange, "days").with("min", 1).with("max", MOST_DAYS))
}

fn scopes(asked: &[Scope], known: &Known) -> Result<(), UserError> {
    if asked.is_empty() {
        return Err(UserError::new(UserErrorCode::Required, "scopes"));
    }
    let within = asked.iter().all(|scope| known.scopes.contains(scope));
    if within { Ok(()) } else { Err(Actor::not_allowed("scopes")) }
}

/// A key that may be revoked.
#[derive(Debug)]
pub(super) struct Revocation(api_key::Model);

impl Revocation {
    pub(super) fn into_row(self) -> api_key::Model {
        self.0
    }
}

/// One's own keys, or those of the structure one coordinates. A key may always revoke itself.
pub(super) fn revoke(actor: &Actor, key: api_key::Model) -> Result<Revocation, UserError> {
    let known = actor.identity();
    let itself = known.is_some_and(|known| known.api_key == Some(key.id));
    let own = known.is_some_and(|known| known.membership == key.membership_id);
    let within = match Charge::of(actor) {
        Charge::Structure(member) => key.member_id == Some(member),
        Charge::Network | Charge::Nothing => false,
    };
    if !(itself || actor.has(Scope::NetworkManage) && own || within) {
        return Err(Actor::not_allowed(""));
    }
    if key.revoked_at.is_some() {
        let revoked = UserError::new(UserErrorCode::IllegalTransition, "id");
        return Err(revoked.with("state", "REVOKED").with("allowed", "-"));
    }
    Ok(Revocation(key))
}
