use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    AccountId, AnnouncementId, EditionId, adaptation, announcement, document, incident, journal_entry, task,
};
use sea_orm::ConnectionTrait;

use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;
use crate::programme::store::{edition_seen, led, with_team};

columns!(adaptation::Model: id, edition_id, account_id, reason, moves, version, created_at);
columns!(announcement::Model: id, edition_id, account_id, audience, title, text, version, created_at);
columns!(document::Model: id, edition_id, account_id, title, kind, url, confidentiality, version, created_at);
columns!(incident::Model: id, edition_id, account_id, happened_on, severity, description, decision, follow_up,
    resolved_at, version, created_at);
columns!(journal_entry::Model: id, edition_id, account_id, noted_on, text, version, created_at);
columns!(task::Model: id, edition_id, title, note, assignee_id, due_on, done_at, done_by, version, created_at,
    updated_at);

/// Documents `x` of an edition, each for those whom its confidentiality lets see it; all of them for the team.
pub fn documents(actor: &Actor) -> Sql {
    let mut sql =
        Sql::new(" join edition e on e.id = x.edition_id join programme p on p.id = e.programme_id where ");
    sql.append(edition_seen(actor));
    sql.push(if actor.reads_network(Scope::ProgrammesRead) {
        " and (x.confidentiality in ('NETWORK', 'PUBLIC') or "
    } else {
        " and (x.confidentiality = 'PUBLIC' or "
    });
    sql.append(led(actor)).push(")");
    sql
}

const TO_SPEAKERS: &str = "x.audience = 'SPEAKERS' and e.status <> 'DRAFT' and exists (select 1 from edition_partner l \
                           join partner r on r.id = l.partner_id where l.edition_id = e.id and r.deleted_at is null \
                           and r.account_id = ";

/// Announcements `x` of an edition, for its team; those to speakers for the accounts of its partners too.
pub fn announced(actor: &Actor) -> Sql {
    let mut sql =
        Sql::new(" join edition e on e.id = x.edition_id join programme p on p.id = e.programme_id where ");
    sql.push("p.deleted_at is null and (").append(led(actor));
    if let Some(account) = actor.account().filter(|_| actor.has(Scope::ProgrammesRead)) {
        sql.push(format!(" or {TO_SPEAKERS}")).bind(account).push(")");
    }
    sql.push(")");
    sql
}

const LATEST: Order = Order { columns: &["x.created_at", "x.id"], descending: true };

fn received(actor: &Actor, selected: &str) -> Option<Sql> {
    let account = actor.account().filter(|_| actor.has(Scope::ProgrammesRead))?;
    let mut sql = seen::<announcement::Model>(actor, selected);
    sql.push(format!(" and {TO_SPEAKERS}")).bind(account).push(")");
    Some(sql)
}

/// A page of what is announced to the actor as a speaker, the latest first.
pub async fn list_received(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<announcement::Model>> {
    let Some(mut sql) = received(actor, &announcement::Model::list("x")) else { return Ok(Slice::default()) };
    page.apply(&mut sql, &[LATEST]);
    let rows = sql.all(db).await?.iter_mut().map(announcement::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How much is announced to the actor as a speaker.
pub async fn count_received(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    let Some(sql) = received(actor, "count(*)") else { return Ok(0) };
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Marks told of an announcement at most.
const MOST_MARKS: i64 = 100;

/// Who read these announcements and when, the first first, at most a hundred each; for the teams of their editions.
pub async fn marks_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[AnnouncementId],
) -> Result<HashMap<AnnouncementId, Vec<(AccountId, DateTime<Utc>)>>> {
    let mut sql = Sql::new(
        "select announcement_id, account_id, read_at from (select m.announcement_id, m.account_id, m.read_at, \
         row_number() over (partition by m.announcement_id order by m.read_at, m.account_id) as nth \
         from announcement_read m join announcement x on x.id = m.announcement_id",
    );
    sql.append(with_team(actor)).push(" and x.id").within(of.iter().copied().collect::<Values>());
    sql.push(") m where nth <= ").bind(MOST_MARKS).push(" order by nth");
    let mut found: HashMap<AnnouncementId, Vec<(AccountId, DateTime<Utc>)>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push((row.take()?, row.take()?));
    }
    Ok(found)
}

/// Which of these announcements an account has read.
pub async fn read_by(
    db: &impl ConnectionTrait,
    account: AccountId,
    of: &[AnnouncementId],
) -> Result<Vec<AnnouncementId>> {
    let mut sql = Sql::new("select announcement_id from announcement_read where account_id = ");
    sql.bind(account).push(" and announcement_id").within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// How many have read each of these announcements; those that nobody read are left out.
pub async fn readers_of(
    db: &impl ConnectionTrait,
    of: &[AnnouncementId],
) -> Result<Vec<(AnnouncementId, i64)>> {
    let mut sql = Sql::new("select announcement_id, count(*) from announcement_read where announcement_id");
    sql.within(of.iter().copied().collect::<Values>()).push(" group by announcement_id");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Notes that an account has read an announcement; whether it had not before.
pub async fn mark_read(
    tx: &Tx,
    announcement: AnnouncementId,
    account: AccountId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<bool> {
    let mut sql = Sql::new("insert into announcement_read (announcement_id, account_id, read_at) values (");
    sql.bind(announcement).push(", ").bind(account).push(", ").bind(now);
    sql.push(") on conflict do nothing");
    Ok(sql.run(&**tx).await? == 1)
}

/// Tasks overdue told of an edition at most.
const MOST_OVERDUE: i64 = 100;

/// The tasks of editions that are not done though their day has passed, the longest overdue first; at most a hundred each.
pub async fn overdue(
    db: &impl ConnectionTrait,
    of: &[EditionId],
    today: chrono::NaiveDate,
) -> Result<HashMap<EditionId, Vec<task::Model>>> {
    let columns = task::Model::list("x");
    let mut sql = Sql::new(format!(
        "select {columns} from (select x.*, row_number() over (partition by x.edition_id order by x.due_on, x.id) \
         as nth from task x where x.edition_id"
    ));
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(" and x.done_at is null and x.due_on < ").bind(today);
    sql.push(") x where nth <= ").bind(MOST_OVERDUE).push(" order by nth");
    let mut found: HashMap<EditionId, Vec<task::Model>> = HashMap::new();
    for row in sql.all(db).await?.iter_mut().map(task::Model::read) {
        let row = row?;
        found.entry(row.edition_id).or_default().push(row);
    }
    Ok(found)
}
