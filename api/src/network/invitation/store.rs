use chrono::{DateTime, Utc};
use entity::{AccountId, MemberId, invitation};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::super::finder::Shown;
use super::super::rules::Charge;
use super::rules::{NewInvitation, Revocation, Welcome};
use crate::access::{Actor, hash_secret};
use crate::db::{Columns, Sql, Tx, columns};
use crate::error::Result;
use crate::trail::Stamp;

columns!(invitation::Model: id, email, member_id, role, hash, invited_by, created_at, expires_at,
    accepted_at, revoked_at);

impl Shown for invitation::Model {
    const TABLE: &'static str = "invitation";

    /// Those of the structure one coordinates; for who runs the network, those of the network's own roles,
    /// and those of a first coordinator until there is one.
    fn visible_to(actor: &Actor) -> Sql {
        match Charge::of(actor) {
            Charge::Nothing => Sql::new("1 = 0"),
            Charge::Structure(member) => {
                let mut sql = Sql::new("t.member_id = ");
                sql.bind(member);
                sql
            }
            Charge::Network => Sql::new(
                "(t.member_id is null or t.role = 'COORDINATOR' and not exists (select 1 from membership m \
                 join account a on a.id = m.account_id where m.member_id = t.member_id \
                 and m.role = 'COORDINATOR' and m.ended_at is null and a.disabled_at is null))",
            ),
        }
    }
}

/// Whether a structure has a coordinator, or one who is invited.
pub(super) async fn has_coordinator(
    db: &impl ConnectionTrait,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let mut sql = Sql::new(
        "select 1 from membership m join account a on a.id = m.account_id \
         where m.role = 'COORDINATOR' and m.ended_at is null and a.disabled_at is null and m.member_id = ",
    );
    sql.bind(member);
    sql.push(" union all select 1 from invitation where role = 'COORDINATOR' and accepted_at is null");
    sql.push(" and revoked_at is null and member_id = ").bind(member);
    sql.push(" and expires_at > ").bind(now);
    Ok(sql.first(db).await?.is_some())
}

pub(super) async fn find_by_token(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<invitation::Model>> {
    let columns = invitation::Model::list("t");
    let mut sql = Sql::new(format!("select {columns} from invitation t where t.hash = "));
    sql.bind(hash_secret(token));
    sql.first(db).await?.map(|mut row| invitation::Model::read(&mut row)).transpose()
}

pub(super) async fn add(
    tx: &Tx,
    stamp: &Stamp,
    new: &NewInvitation,
    (by, token): (AccountId, &str),
) -> Result<invitation::Model> {
    let row = invitation::Model {
        id: stamp.world.id(),
        email: new.email.clone(),
        member_id: new.member,
        role: new.role,
        hash: hash_secret(token),
        invited_by: by,
        created_at: stamp.at,
        expires_at: new.expires_at,
        accepted_at: None,
        revoked_at: None,
    };
    invitation::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

pub(super) async fn revoke(tx: &Tx, revocation: Revocation, now: DateTime<Utc>) -> Result<invitation::Model> {
    let mut row = revocation.into_row();
    row.revoked_at = Some(now);
    let mut sql = Sql::new("update invitation set revoked_at = ");
    sql.bind(now).push(" where id = ").bind(row.id);
    sql.run(&**tx).await?;
    Ok(row)
}

/// Uses up an invitation; false when somebody else was first.
pub(super) async fn take(tx: &Tx, welcome: &Welcome, now: DateTime<Utc>) -> Result<bool> {
    let mut sql = Sql::new("update invitation set accepted_at = ");
    sql.bind(now).push(" where accepted_at is null and revoked_at is null and id = ").bind(welcome.row().id);
    Ok(sql.run(&**tx).await? == 1)
}
