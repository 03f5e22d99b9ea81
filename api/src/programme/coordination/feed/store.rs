use chrono::{DateTime, Utc};
use entity::{
    AccountId, CalendarFeedId, EditionId, Language, MemberId, MembershipId, Role, TerritoryId, calendar_feed,
    edition, programme, session, session_series, task,
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::access::{Actor, Known, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::store::led;

columns!(calendar_feed::Model: id, account_id, membership_id, edition_id, secret_hash, created_at, revoked_at);
columns!(session_series::Model: id, edition_id, rule, time_zone, starts_at, ends_at, created_at);

/// Editions that a feed shows at most, the latest.
const MOST_EDITIONS: i64 = 100;
/// Sessions, and tasks, that a feed shows at most.
const MOST_ITEMS: i64 = 5_000;

/// A feed that is good, and who its reader is.
pub struct Reader {
    /// The feed.
    pub feed: calendar_feed::Model,
    /// Its owner, as a reader of programmes and nothing else.
    pub actor: Actor,
    /// The owner's language.
    pub language: Language,
}

/// The feed of a secret, unless it was revoked, its owner's membership ended or the account was closed.
pub async fn reader(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Reader>> {
    let mut sql = Sql::new(format!(
        "select {}, m.role, m.member_id, a.language from calendar_feed f join membership m on m.id = f.membership_id \
         join account a on a.id = f.account_id where f.revoked_at is null and m.ended_at is null \
         and a.disabled_at is null and m.account_id = f.account_id and f.secret_hash = ",
        calendar_feed::Model::list("f"),
    ));
    sql.bind(hash);
    let Some(mut row) = sql.first(db).await? else { return Ok(None) };
    let feed = calendar_feed::Model::read(&mut row)?;
    let (role, member): (Role, Option<MemberId>) = (row.take()?, row.take()?);
    let (account, membership): (AccountId, MembershipId) = (feed.account_id, feed.membership_id);
    let scopes = vec![Scope::ProgrammesRead];
    let actor = Actor::known(Known { account, membership, role, member, api_key: None, scopes });
    Ok(Some(Reader { feed, actor, language: row.take()? }))
}

/// The editions that a feed shows: led by its reader's member structure at this moment.
pub async fn editions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: Option<EditionId>,
) -> Result<Vec<(edition::Model, programme::Model)>> {
    let mut sql = Sql::new(format!(
        "select {}, {} from edition e join programme p on p.id = e.programme_id where p.deleted_at is null and ",
        edition::Model::list("e"),
        programme::Model::list("p"),
    ));
    sql.append(led(actor));
    if let Some(edition) = of {
        sql.push(" and e.id = ").bind(edition);
    }
    sql.push(" order by e.starts_on desc, e.id desc limit ").bind(MOST_EDITIONS);
    let read = |mut row: Row| Ok((edition::Model::read(&mut row)?, programme::Model::read(&mut row)?));
    sql.all(db).await?.into_iter().map(read).collect()
}

/// The sessions of these editions, in order, cancelled ones too; the latest where there are too many.
pub async fn sessions(db: &impl ConnectionTrait, of: &[EditionId]) -> Result<Vec<session::Model>> {
    let mut sql = Sql::new(format!("select {} from session x where x.edition_id", session::Model::list("x")));
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(" order by x.starts_at desc, x.id desc limit ").bind(MOST_ITEMS);
    let mut rows: Vec<session::Model> =
        sql.all(db).await?.iter_mut().map(session::Model::read).collect::<Result<_>>()?;
    rows.reverse();
    Ok(rows)
}

/// The rules by which sessions of these editions repeat.
pub async fn series(db: &impl ConnectionTrait, of: &[EditionId]) -> Result<Vec<session_series::Model>> {
    let columns = session_series::Model::list("x");
    let mut sql = Sql::new(format!("select {columns} from session_series x where x.edition_id"));
    sql.within(of.iter().copied().collect::<Values>()).push(" order by x.starts_at, x.id");
    sql.all(db).await?.iter_mut().map(session_series::Model::read).collect()
}

/// The tasks of an account in these editions that have a day.
pub async fn tasks(
    db: &impl ConnectionTrait,
    account: AccountId,
    of: &[EditionId],
) -> Result<Vec<task::Model>> {
    let mut sql = Sql::new(format!("select {} from task x where x.assignee_id = ", task::Model::list("x")));
    sql.bind(account).push(" and x.due_on is not null and x.edition_id");
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(" order by x.due_on, x.id limit ").bind(MOST_ITEMS);
    sql.all(db).await?.iter_mut().map(task::Model::read).collect()
}

/// The names of these territories.
pub async fn places(db: &impl ConnectionTrait, of: &[TerritoryId]) -> Result<Vec<(TerritoryId, String)>> {
    let mut sql = Sql::new("select id, name from territory where id");
    sql.within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

const NEWEST: Order = Order { columns: &["f.created_at", "f.id"], descending: true };

/// The feeds of an actor's account that are good.
fn good(actor: &Actor, selected: &str) -> Option<Sql> {
    let account = actor.account()?;
    let mut sql = Sql::new(format!("select {selected} from calendar_feed f where f.revoked_at is null"));
    sql.push(" and f.account_id = ").bind(account);
    Some(sql)
}

/// A page of an actor's own feeds that are good, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<calendar_feed::Model>> {
    let columns = calendar_feed::Model::list("f");
    let Some(mut sql) = good(actor, &columns) else { return Ok(Slice::default()) };
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(calendar_feed::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    let Some(sql) = good(actor, "count(*)") else { return Ok(0) };
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The good feeds of the same owner and edition.
pub async fn former(tx: &Tx, like: &calendar_feed::Model) -> Result<Vec<CalendarFeedId>> {
    let mut sql = Sql::new("select f.id from calendar_feed f where f.revoked_at is null and f.account_id = ");
    sql.bind(like.account_id).push(" and f.membership_id = ").bind(like.membership_id);
    match like.edition_id {
        Some(edition) => sql.push(" and f.edition_id = ").bind(edition),
        None => sql.push(" and f.edition_id is null"),
    };
    sql.all(&**tx).await?.iter_mut().map(Row::take).collect()
}

/// The feed with this id, whoever asks.
pub async fn lookup(db: &impl ConnectionTrait, id: CalendarFeedId) -> Result<Option<calendar_feed::Model>> {
    let columns = calendar_feed::Model::list("f");
    let mut sql = Sql::new(format!("select {columns} from calendar_feed f where f.id = "));
    sql.bind(id);
    sql.first(db).await?.map(|mut row| calendar_feed::Model::read(&mut row)).transpose()
}

/// Adds a feed.
pub async fn add(tx: &Tx, row: &calendar_feed::Model) -> Result<()> {
    calendar_feed::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Revokes a feed.
pub async fn revoke(tx: &Tx, id: CalendarFeedId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update calendar_feed set revoked_at = ");
    sql.bind(now).push(" where revoked_at is null and id = ").bind(id);
    sql.run(&**tx).await?;
    Ok(())
}
