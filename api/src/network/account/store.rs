use chrono::{DateTime, Utc};
use entity::{AccountId, MembershipId, account, member, membership};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::super::finder::Shown;
use super::super::rules::Charge;
use super::rules::Ending;
use crate::access::Actor;
use crate::db::{Columns, Sql, Tx, Values, columns};
use crate::error::Result;

columns!(account::Model: id, email, email_folded, name, password_hash, language, version, created_at,
    disabled_at);
columns!(membership::Model: id, account_id, member_id, role, created_at, ended_at);

impl Shown for membership::Model {
    const TABLE: &'static str = "membership";

    /// One's own; those of the structure one coordinates; those of the network one runs.
    fn visible_to(actor: &Actor) -> Sql {
        let Some(known) = actor.identity() else { return Sql::new("1 = 0") };
        let mut sql = Sql::new("(t.account_id = ");
        sql.bind(known.account);
        match Charge::of(actor) {
            Charge::Structure(member) => sql.push(" or t.member_id = ").bind(member),
            Charge::Network => sql.push(" or t.member_id is null"),
            Charge::Nothing => &mut sql,
        };
        sql.push(")");
        sql
    }
}

impl Shown for account::Model {
    const TABLE: &'static str = "account";

    /// One's own, and those whose membership one sees.
    fn visible_to(actor: &Actor) -> Sql {
        let mut sql = Sql::new("t.id in (select t.account_id from membership t where ");
        sql.append(membership::Model::visible_to(actor)).push(")");
        sql
    }
}

/// A membership that acts, with its account and its structure.
pub(in crate::network) struct Person {
    pub membership: membership::Model,
    pub member: Option<member::Model>,
}

/// The account of an e-mail address, whatever its case.
pub(in crate::network) async fn find_by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<account::Model>> {
    let mut sql =
        Sql::new(format!("select {} from account t where t.email_folded = ", account::Model::list("t")));
    sql.bind(email.trim().to_lowercase());
    sql.first(db).await?.map(|mut row| account::Model::read(&mut row)).transpose()
}

/// The account with this id.
pub(super) async fn lookup(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<account::Model>> {
    let mut sql = Sql::new(format!("select {} from account t where t.id = ", account::Model::list("t")));
    sql.bind(id);
    sql.first(db).await?.map(|mut row| account::Model::read(&mut row)).transpose()
}

/// The memberships under which an account may act, the oldest first.
pub(in crate::network) async fn active_memberships(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<Person>> {
    let mut sql = Sql::new(format!(
        "select {}, {} from membership t left join member m on m.id = t.member_id \
         where t.ended_at is null and t.account_id = ",
        membership::Model::list("t"),
        member::Model::list("m"),
    ));
    sql.bind(account).push(" order by t.created_at, t.id");
    let mut found = Vec::new();
    for mut row in sql.all(db).await? {
        let membership = membership::Model::read(&mut row)?;
        found.push(Person { membership, member: member::Model::read_neighbour(&mut row)? });
    }
    Ok(found)
}

pub(super) async fn add(tx: &Tx, row: &account::Model) -> Result<()> {
    account::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

pub(super) async fn add_membership(tx: &Tx, row: &membership::Model) -> Result<()> {
    membership::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Closes an account; a second time changes nothing.
pub(super) async fn disable(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update account set version = version + 1, disabled_at = ");
    sql.bind(now).push(" where disabled_at is null and id = ").bind(account);
    sql.run(&**tx).await?;
    Ok(())
}

/// Keeps a new password; every session of the account ends.
pub(super) async fn replace_password(
    tx: &Tx,
    account: AccountId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut sql = Sql::new("update account set version = version + 1, password_hash = ");
    sql.bind(hash).push(" where id = ").bind(account);
    sql.run(&**tx).await?;
    let mut sql = Sql::new("update refresh_token set revoked_at = ");
    sql.bind(now).push(" where revoked_at is null and membership_id in ");
    sql.push("(select id from membership where account_id = ").bind(account).push(")");
    sql.run(&**tx).await?;
    Ok(())
}

/// Ends a membership; its sessions and its keys end with it.
pub(super) async fn end(tx: &Tx, ending: Ending, now: DateTime<Utc>) -> Result<membership::Model> {
    let mut row = ending.into_row();
    row.ended_at = Some(now);
    for table in ["refresh_token", "api_key"] {
        revoke(tx, table, row.id, now).await?;
    }
    let mut sql = Sql::new("update membership set ended_at = ");
    sql.bind(now).push(" where id = ").bind(row.id);
    sql.run(&**tx).await?;
    Ok(row)
}

async fn revoke(tx: &Tx, table: &'static str, of: MembershipId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new(format!("update {table} set revoked_at = "));
    sql.bind(now).push(" where revoked_at is null and membership_id = ").bind(of);
    sql.run(&**tx).await?;
    Ok(())
}

/// The names of these accounts.
pub(super) async fn names(db: &impl ConnectionTrait, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>> {
    let mut sql = Sql::new("select id, name from account where id");
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}
