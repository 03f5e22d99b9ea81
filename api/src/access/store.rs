use chrono::{DateTime, TimeDelta, Utc};
use entity::{AccountId, ApiKeyId, MemberId, MembershipId, Role};
use sea_orm::{ConnectionTrait, JsonValue};

use super::authenticator::Verified;
use super::{Actor, Known, Scope, hash_secret};
use crate::db::{Row, Sql, Tx};
use crate::error::Result;

/// The last use of a key is noted once in this time.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The actor of an access token, unless its session was revoked, its membership ended or its account closed.
pub(super) async fn actor_of_session(db: &impl ConnectionTrait, token: Verified) -> Result<Option<Actor>> {
    let mut sql = Sql::new(
        "select m.account_id, m.id, m.role, m.member_id from refresh_token r \
         join membership m on m.id = r.membership_id join account a on a.id = m.account_id \
         where r.revoked_at is null and m.ended_at is null and a.disabled_at is null and r.id = ",
    );
    sql.bind(token.issued_with).push(" and m.id = ").bind(token.membership);
    sql.push(" and a.id = ").bind(token.account);
    let Some(mut row) = sql.first(db).await? else { return Ok(None) };
    Ok(Some(Actor::known(Known { scopes: Scope::ALL.to_vec(), api_key: None, ..known(&mut row)? })))
}

/// The actor of an API key.
pub(super) struct KeyFound {
    pub actor: Actor,
    /// The key, where its last use was noted too long ago.
    pub unnoted: Option<ApiKeyId>,
}

/// The actor of an API key, unless it is unknown, expired or revoked, its membership ended or its account
/// closed.
pub(super) async fn actor_of_key(
    db: &impl ConnectionTrait,
    public_id: &str,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Option<KeyFound>> {
    let mut sql = Sql::new(
        "select m.account_id, m.id, m.role, m.member_id, k.id, k.scopes, k.last_used_at from api_key k \
         join membership m on m.id = k.membership_id join account a on a.id = m.account_id \
         where k.revoked_at is null and m.ended_at is null and a.disabled_at is null and k.public_id = ",
    );
    sql.bind(public_id).push(" and k.secret_hash = ").bind(hash_secret(secret));
    sql.push(" and k.expires_at > ").bind(now);
    let Some(mut row) = sql.first(db).await? else { return Ok(None) };
    let known = known(&mut row)?;
    let (id, scopes, last_used): (ApiKeyId, JsonValue, Option<DateTime<Utc>>) =
        (row.take()?, row.take()?, row.take()?);
    let actor = Actor::known(Known { api_key: Some(id), scopes: Scope::read(&scopes), ..known });
    let noted = last_used.is_some_and(|used| used + NOTED_EVERY > now);
    Ok(Some(KeyFound { actor, unnoted: (!noted).then_some(id) }))
}

fn known(row: &mut Row) -> Result<Known> {
    let (account, membership): (AccountId, MembershipId) = (row.take()?, row.take()?);
    let (role, member): (Role, Option<MemberId>) = (row.take()?, row.take()?);
    Ok(Known { account, membership, role, member, api_key: None, scopes: Vec::new() })
}

/// Notes when a key was used.
pub(super) async fn note_use(tx: &Tx, key: ApiKeyId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update api_key set last_used_at = ");
    sql.bind(now).push(" where id = ").bind(key);
    sql.run(&**tx).await?;
    Ok(())
}
