use entity::{AccountId, MemberId};
use sea_orm::ConnectionTrait;

use super::object::Colleague;
use crate::access::{Actor, Scope};
use crate::db::{Order, Page, Row, Slice, Sql, Values};
use crate::error::Result;

const OLDEST: Order = Order { columns: &["p.created_at", "p.id"], descending: false };

/// Begins a statement on those who work, or worked, for one of the members.
fn working_for(members: &[MemberId], selected: &'static str, still: bool) -> Sql {
    let mut sql = Sql::new(format!(
        "select {selected} from account p where exists (select 1 from membership m where m.account_id = p.id \
         and m.role in ('ADVISOR', 'COORDINATOR') and m.member_id"
    ));
    sql.within(members.iter().copied().collect::<Values>());
    sql.push(if still { " and m.ended_at is null) and p.disabled_at is null" } else { ")" });
    sql
}

const SEEN: &str = "p.id, p.name, p.created_at";

fn read(row: &mut Row) -> Result<Colleague> {
    Ok(Colleague { account: row.take()?, name: row.take()?, since: row.take()? })
}

/// Whether an account works for one of the members today.
pub async fn works_for(db: &impl ConnectionTrait, members: &[MemberId], account: AccountId) -> Result<bool> {
    let mut sql = working_for(members, "1", true);
    sql.push(" and p.id = ").bind(account);
    Ok(sql.first(db).await?.is_some())
}

/// Those of these who work or worked for the actor's member.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[AccountId],
) -> Result<Vec<Colleague>> {
    let Some(member) = actor.works_for_with(Scope::ProgrammesRead) else { return Ok(Vec::new()) };
    let mut sql = working_for(&[member], SEEN, false);
    sql.push(" and p.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(read).collect()
}

/// A page of those who work for one of the members.
pub async fn list(db: &impl ConnectionTrait, members: &[MemberId], page: &Page) -> Result<Slice<Colleague>> {
    let mut sql = working_for(members, SEEN, true);
    page.apply(&mut sql, &[OLDEST]);
    Ok(Slice::new(page, sql.all(db).await?.iter_mut().map(read).collect::<Result<_>>()?))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, members: &[MemberId]) -> Result<i64> {
    working_for(members, "count(*)", true).first(db).await?.map_or(Ok(0), |mut row| row.take())
}
