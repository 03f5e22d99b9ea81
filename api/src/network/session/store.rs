use chrono::{DateTime, Utc};
use entity::{AccountId, MembershipId, refresh_token};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::access::hash_secret;
use crate::db::{Columns, Sql, Tx, columns};
use crate::error::Result;

columns!(refresh_token::Model: id, family_id, membership_id, hash, created_at, expires_at, used_at,
    revoked_at);

/// A refresh token, with the account it belongs to unless that was closed.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<(refresh_token::Model, AccountId)>> {
    let mut sql = Sql::new(format!(
        "select {}, a.id from refresh_token t join membership m on m.id = t.membership_id \
         join account a on a.id = m.account_id where a.disabled_at is null and t.hash = ",
        refresh_token::Model::list("t")
    ));
    sql.bind(hash_secret(token));
    let Some(mut row) = sql.first(db).await? else { return Ok(None) };
    Ok(Some((refresh_token::Model::read(&mut row)?, row.take()?)))
}

pub(super) async fn add(tx: &Tx, row: &refresh_token::Model) -> Result<()> {
    refresh_token::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Notes that a token is exchanged; false when somebody else was first.
pub(super) async fn take(tx: &Tx, token: &refresh_token::Model, now: DateTime<Utc>) -> Result<bool> {
    let mut sql = Sql::new("update refresh_token set used_at = ");
    sql.bind(now).push(" where used_at is null and revoked_at is null and id = ").bind(token.id);
    Ok(sql.run(&**tx).await? == 1)
}

/// Revokes all tokens of a family.
pub(super) async fn revoke(tx: &Tx, family: Uuid, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update refresh_token set revoked_at = ");
    sql.bind(now).push(" where revoked_at is null and family_id = ").bind(family);
    sql.run(&**tx).await?;
    Ok(())
}

/// Removes what a membership left behind of sessions long over.
pub(super) async fn forget_expired(tx: &Tx, membership: MembershipId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("delete from refresh_token where membership_id = ");
    sql.bind(membership).push(" and expires_at < ").bind(now);
    sql.run(&**tx).await?;
    Ok(())
}
