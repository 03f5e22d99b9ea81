use chrono::{DateTime, NaiveDate, Utc};
use entity::{PartnerId, SessionId, SolicitationId, edition, programme, session, solicitation};
use sea_orm::ConnectionTrait;

use super::rules::Standing;
use crate::access::{Actor, Scope, hash_secret};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::{Narrow, Record, store::seen};

columns!(solicitation::Model: id, edition_id, member_id, account_id, partner_id, kind_id, session_id, role, message,
    answer_by, status, secret_hash, sent_at, seen_at, answered_at, reason, reminders, reminded_at, version, created_at);

const BY_DAY: [Order; 1] = [Order { columns: solicitation::Model::ORDER, descending: false }];

/// Which of a list's solicitations: those that stand so, today.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Of {
    /// How they stand; anyhow when absent.
    pub standing: Option<Vec<Standing>>,
    /// Today.
    pub today: NaiveDate,
}

impl Narrow for Of {
    fn condition(&self) -> Sql {
        let mut sql = Sql::default();
        if let Some(standing) = &self.standing {
            sql.push(" and case when x.status in ('SENT', 'SEEN') and x.answer_by < ").bind(self.today);
            sql.push(" then 'EXPIRED' else x.status end");
            sql.within(Values::Texts(standing.iter().map(|one| one.as_str().to_owned()).collect()));
        }
        sql
    }

    /// A cursor is good on other days too.
    fn told(&self) -> String {
        format!("{:?}", self.standing)
    }
}

/// Those of editions that the actor's member structure leads that may still be answered.
fn due(actor: &Actor, selected: &str, today: NaiveDate) -> Sql {
    let mut sql = seen::<solicitation::Model>(actor, selected);
    sql.push(" and e.status in ('DRAFT', 'OPEN', 'RUNNING') and x.status in ('SENT', 'SEEN')");
    sql.push(" and (x.answer_by is null or x.answer_by >= ").bind(today).push(")");
    sql
}

/// A page of them, those to be answered first first.
pub async fn list_due(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    page: &Page,
) -> Result<Slice<solicitation::Model>> {
    let mut sql = due(actor, &solicitation::Model::list("x"), today);
    page.apply(&mut sql, &BY_DAY);
    let rows = sql.all(db).await?.iter_mut().map(solicitation::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count_due(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<i64> {
    due(actor, "count(*)", today).first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// A solicitation as its partner meets it, with what it must know to answer.
#[derive(Clone, Debug)]
pub struct Received {
    /// The solicitation.
    pub row: solicitation::Model,
    /// The edition.
    pub edition: edition::Model,
    /// Its programme.
    pub programme: programme::Model,
    /// The session it is asked for.
    pub session: Option<session::Model>,
    /// Name of the member structure that asks.
    pub asker: String,
    /// Name of the territory where the edition takes place.
    pub territory: String,
}

impl Received {
    fn columns() -> String {
        format!(
            "{}, {}, {}, {}, m.name, t.name",
            solicitation::Model::list("x"),
            edition::Model::list("e"),
            programme::Model::list("p"),
            session::Model::list("n"),
        )
    }

    fn read(row: &mut Row) -> Result<Self> {
        Ok(Self {
            row: solicitation::Model::read(row)?,
            edition: edition::Model::read(row)?,
            programme: programme::Model::read(row)?,
            session: session::Model::read_neighbour(row)?,
            asker: row.take()?,
            territory: row.take()?,
        })
    }
}

/// Begins a statement on what was sent to partners that are there, and not taken back.
fn sent(selected: &str) -> Sql {
    Sql::new(format!(
        "select {selected} from solicitation x join edition e on e.id = x.edition_id \
         join programme p on p.id = e.programme_id join member m on m.id = x.member_id \
         join territory t on t.id = e.territory_id join partner r on r.id = x.partner_id \
         left join structure s on s.id = r.structure_id left join session n on n.id = x.session_id \
         where p.deleted_at is null and r.deleted_at is null and s.deleted_at is null \
         and x.status not in ('DRAFTED', 'WITHDRAWN')"
    ))
}

/// The same for what was sent to a partner that the actor answers for: by its own account, or as somebody of the member
/// structure that the partner is.
fn addressed(actor: &Actor, selected: &str) -> Option<Sql> {
    let account = actor.account().filter(|_| actor.has(Scope::ProgrammesRead))?;
    let mut sql = sent(selected);
    sql.push(" and (r.account_id = ").bind(account);
    if let Some(member) = actor.works_for() {
        sql.push(" or s.member_id = ").bind(member);
    }
    sql.push(")");
    Some(sql)
}

/// By what a partner names what it received.
#[derive(Clone, Copy, Debug)]
pub enum Door<'a> {
    /// The secret of its link, whoever asks.
    Token(&'a str),
    /// Its id, where the asker answers for the partner.
    Id(SolicitationId, &'a Actor),
}

/// What somebody received.
pub async fn find(db: &impl ConnectionTrait, door: Door<'_>) -> Result<Option<Received>> {
    let sql = match door {
        Door::Token(secret) => {
            let mut sql = sent(&Received::columns());
            sql.push(" and x.secret_hash = ").bind(hash_secret(secret));
            Some(sql)
        }
        Door::Id(id, actor) => addressed(actor, &Received::columns()).map(|mut sql| {
            sql.push(" and x.id = ").bind(id);
            sql
        }),
    };
    let Some(sql) = sql else { return Ok(None) };
    sql.first(db).await?.map(|mut row| Received::read(&mut row)).transpose()
}

/// A page of what the actor received, those to be answered first first.
pub async fn list_received(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &Of,
    page: &Page,
) -> Result<Slice<Received>> {
    let Some(mut sql) = addressed(actor, &Received::columns()) else { return Ok(Slice::default()) };
    sql.append(of.condition());
    page.apply(&mut sql, &BY_DAY);
    let rows = sql.all(db).await?.iter_mut().map(Received::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count_received(db: &impl ConnectionTrait, actor: &Actor, of: &Of) -> Result<i64> {
    let Some(mut sql) = addressed(actor, "count(*)") else { return Ok(0) };
    sql.append(of.condition());
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Whether a partner is asked for the same already, and has not answered.
pub async fn is_asked(tx: &Tx, like: &solicitation::Model, today: NaiveDate) -> Result<bool> {
    let mut sql = Sql::new(
        "select x.session_id from solicitation x where x.status in ('DRAFTED', 'SENT', 'SEEN') and x.edition_id = ",
    );
    sql.bind(like.edition_id).push(" and x.partner_id = ").bind(like.partner_id);
    sql.push(" and x.id <> ").bind(like.id);
    sql.push(" and (x.answer_by is null or x.answer_by >= ").bind(today).push(")");
    let sessions = sql.all(&**tx).await?.iter_mut().map(Row::take).collect::<Result<Vec<_>>>()?;
    Ok(sessions.contains(&like.session_id))
}

/// Makes a partner a speaker of a session, unless it is; whoever changes the session meanwhile is told.
pub async fn let_speak(
    tx: &Tx,
    (session, partner): (SessionId, PartnerId),
    now: DateTime<Utc>,
) -> Result<()> {
    let mut sql = Sql::new("insert into session_speaker (session_id, partner_id) values (");
    sql.bind(session).push(", ").bind(partner).push(") on conflict do nothing");
    if sql.run(&**tx).await? == 1 {
        let mut sql = Sql::new("update session set version = version + 1, updated_at = ");
        sql.bind(now).push(" where id = ").bind(session);
        sql.run(&**tx).await?;
    }
    Ok(())
}
