use chrono::{DateTime, Utc};
use entity::{ApiKeyId, api_key};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::super::finder::Shown;
use super::super::rules::Charge;
use super::rules::Revocation;
use crate::access::Actor;
use crate::db::{Columns, Sql, Tx, columns};
use crate::error::Result;

columns!(api_key::Model: id, public_id, name, membership_id, member_id, scopes, secret_hash, created_at,
    expires_at, last_used_at, revoked_at);

impl Shown for api_key::Model {
    const TABLE: &'static str = "api_key";

    /// One's own, and those of the structure one coordinates.
    fn visible_to(actor: &Actor) -> Sql {
        let Some(known) = actor.identity() else { return Sql::new("1 = 0") };
        let mut sql = Sql::new("(t.membership_id = ");
        sql.bind(known.membership);
        if let Charge::Structure(member) = Charge::of(actor) {
            sql.push(" or t.member_id = ").bind(member);
        }
        sql.push(")");
        sql
    }
}

/// The key with this id, whoever asks.
pub(super) async fn lookup(db: &impl ConnectionTrait, id: ApiKeyId) -> Result<Option<api_key::Model>> {
    let mut sql = Sql::new(format!("select {} from api_key t where t.id = ", api_key::Model::list("t")));
    sql.bind(id);
    sql.first(db).await?.map(|mut row| api_key::Model::read(&mut row)).transpose()
}

pub(super) async fn add(tx: &Tx, row: &api_key::Model) -> Result<()> {
    api_key::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

pub(super) async fn revoke(tx: &Tx, revocation: Revocation, now: DateTime<Utc>) -> Result<api_key::Model> {
    let mut row = revocation.into_row();
    row.revoked_at = Some(now);
    let mut sql = Sql::new("update api_key set revoked_at = ");
    sql.bind(now).push(" where id = ").bind(row.id);
    sql.run(&**tx).await?;
    Ok(row)
}
