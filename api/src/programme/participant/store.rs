use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{EditionId, EnrolmentId, EnrolmentStatus, ParticipantId, enrolment, participant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::rules::{Places, SEATED};
use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::Narrow;
use crate::programme::store::{edition_seen, led, with_team};

columns!(participant::Model: id, member_id, kind, name, name_folded, email, phone, project, structure_id, structure_consent_on, erased_at, version, created_at);
columns!(enrolment::Model: id, edition_id, participant_id, status, turn, reason, applied_on, decided_at, version, created_at);

const LATEST: Order = Order { columns: &["x.created_at", "x.id"], descending: true };

/// Which participants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Words of the name.
    pub words: Vec<String>,
}

/// Records `x` of an edition that tell of its participants, for its team alone.
pub fn with_participants(actor: &Actor) -> Sql {
    if actor.has(Scope::ParticipantsRead) { with_team(actor) } else { Sql::new(" where 1 = 0") }
}

/// What a participant `x` takes part in.
const TAKES_PART: &str = "exists (select 1 from enrolment n join edition e on e.id = n.edition_id \
                          join programme p on p.id = e.programme_id where n.participant_id = x.id \
                          and p.deleted_at is null";

/// Begins a statement on the participants that the actor may see: those of the editions that its member structure leads,
/// and those that it entered while they take part in none.
fn seen(actor: &Actor, selected: &str) -> Option<Sql> {
    let member = actor.works_for_with(Scope::ParticipantsRead)?;
    let mut sql = Sql::new(format!("select {selected} from participant x where (x.member_id = "));
    sql.bind(member).push(format!(" and not {TAKES_PART}) or {TAKES_PART} and "));
    sql.append(led(actor)).push("))");
    Some(sql)
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ParticipantId],
) -> Result<Vec<participant::Model>> {
    let Some(mut sql) = seen(actor, &participant::Model::list("x")) else { return Ok(Vec::new()) };
    sql.push(" and x.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(participant::Model::read).collect()
}

impl Filter {
    fn apply(&self, sql: &mut Sql) {
        for word in &self.words {
            sql.push(" and (x.name_folded like ").bind(format!("{word}%"));
            sql.push(" or x.name_folded like ").bind(format!("% {word}%")).push(")");
        }
    }
}

/// A page of them, the last entered first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<participant::Model>> {
    let Some(mut sql) = seen(actor, &participant::Model::list("x")) else { return Ok(Slice::default()) };
    filter.apply(&mut sql);
    page.apply(&mut sql, &[LATEST]);
    let rows = sql.all(db).await?.iter_mut().map(participant::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let Some(mut sql) = seen(actor, "count(*)") else { return Ok(0) };
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Adds participants.
pub async fn add(tx: &Tx, rows: &[participant::Model]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.iter().cloned().map(IntoActiveModel::into_active_model);
    let insert = participant::Entity::insert_many::<participant::ActiveModel, _>(rows);
    insert.exec_without_returning(&**tx).await?;
    Ok(())
}

/// Changes a participant, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise(tx: &Tx, mut row: participant::Model) -> Result<Option<participant::Model>> {
    let expected = row.version;
    row.version += 1;
    let changed = participant::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(participant::Column::Id.eq(row.id))
        .filter(participant::Column::Version.eq(expected))
        .exec(&**tx)
        .await?;
    Ok((changed.rows_affected == 1).then_some(row))
}

/// Forgets why a participant was refused or left, wherever.
pub async fn forget_reasons(tx: &Tx, id: ParticipantId) -> Result<()> {
    let mut sql =
        Sql::new("update enrolment set reason = null where reason is not null and participant_id = ");
    sql.bind(id);
    sql.run(&**tx).await?;
    Ok(())
}

/// What of an enrolment is said anew by whoever comes again.
const AGAIN: [enrolment::Column; 6] = {
    use enrolment::Column::{AppliedOn, DecidedAt, Reason, Status, Turn, Version};
    [Status, Turn, Reason, AppliedOn, DecidedAt, Version]
};

/// Adds enrolments, and takes up those with the same id again.
pub async fn enrol(tx: &Tx, rows: &[enrolment::Model]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.iter().cloned().map(IntoActiveModel::into_active_model);
    enrolment::Entity::insert_many::<enrolment::ActiveModel, _>(rows)
        .on_conflict(OnConflict::column(enrolment::Column::Id).update_columns(AGAIN).to_owned())
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// The enrolments of these participants in an edition, whatever came of them.
pub async fn of_participants(
    tx: &Tx,
    edition: EditionId,
    of: &[ParticipantId],
) -> Result<Vec<enrolment::Model>> {
    let columns = enrolment::Model::list("x");
    let mut sql = Sql::new(format!("select {columns} from enrolment x where x.edition_id = "));
    sql.bind(edition).push(" and x.participant_id").within(of.iter().copied().collect::<Values>());
    sql.all(&**tx).await?.iter_mut().map(enrolment::Model::read).collect()
}

/// Those of these enrolments that belong to an edition; for who holds it.
pub async fn of_edition(tx: &Tx, edition: EditionId, ids: &[EnrolmentId]) -> Result<Vec<enrolment::Model>> {
    let mut sql =
        Sql::new(format!("select {} from enrolment x where x.edition_id = ", enrolment::Model::list("x")));
    sql.bind(edition).push(" and x.id").within(ids.iter().copied().collect::<Values>());
    sql.push(" order by x.turn, x.id");
    sql.all(&**tx).await?.iter_mut().map(enrolment::Model::read).collect()
}

/// What changes of enrolments.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// Where they go.
    pub to: EnrolmentStatus,
    /// Why.
    pub reason: Option<&'a str>,
    /// When that was decided, where it is a decision.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Takes enrolments further; for who holds their edition.
pub async fn turn(tx: &Tx, ids: &[EnrolmentId], turn: Turn<'_>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("update enrolment set version = version + 1, status = ");
    sql.bind(turn.to.as_str());
    if let Some(reason) = turn.reason {
        sql.push(", reason = ").bind(reason);
    }
    if let Some(at) = turn.decided_at {
        sql.push(", decided_at = ").bind(at);
    }
    sql.push(" where id").within(ids.iter().copied().collect::<Values>());
    sql.run(&**tx).await?;
    Ok(())
}

fn seated() -> Values {
    statuses(&SEATED)
}

fn statuses(of: &[EnrolmentStatus]) -> Values {
    Values::Texts(of.iter().map(|status| status.as_str().to_owned()).collect())
}

/// Places taken in these editions; those without are left out.
pub async fn taken_in(db: &impl ConnectionTrait, of: &[EditionId]) -> Result<HashMap<EditionId, i64>> {
    let mut sql = Sql::new("select edition_id, count(*) from enrolment where edition_id");
    sql.within(of.iter().copied().collect::<Values>()).push(" and status").within(seated());
    sql.push(" group by edition_id");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Places taken in an edition.
pub async fn taken(db: &impl ConnectionTrait, edition: EditionId) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from enrolment where edition_id = ");
    sql.bind(edition).push(" and status").within(seated());
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The first who wait for a place: so many, or all.
pub async fn waiting(tx: &Tx, edition: EditionId, most: Option<i64>) -> Result<Vec<EnrolmentId>> {
    let mut sql = Sql::new("select id from enrolment where status = 'WAITLISTED' and edition_id = ");
    sql.bind(edition).push(" order by turn, id");
    if let Some(most) = most {
        sql.push(" limit ").bind(most);
    }
    sql.all(&**tx).await?.iter_mut().map(Row::take).collect()
}

/// Places of these waiting on the lists of their editions, from 1; for who sees them.
pub async fn positions(db: &impl ConnectionTrait, of: &[EnrolmentId]) -> Result<HashMap<EnrolmentId, i64>> {
    let mut sql = Sql::new(
        "select x.id, (select count(*) from enrolment w where w.edition_id = x.edition_id \
         and w.status = 'WAITLISTED' and w.turn <= x.turn) from enrolment x where x.status = 'WAITLISTED' and x.id",
    );
    sql.within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Places of these editions that the actor may see, in one statement.
pub async fn places(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[EditionId],
) -> Result<HashMap<EditionId, Places>> {
    let mut sql = Sql::new("select e.id, ");
    sql.append(Places::columns(actor))
        .push(" from edition e join programme p on p.id = e.programme_id where ");
    sql.append(edition_seen(actor)).push(" and e.id").within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, Places::read(&mut row)?))).collect()
}

impl Places {
    /// What [`Self::read`] reads, of the edition `e` of the programme `p`.
    pub fn columns(actor: &Actor) -> Sql {
        let mut sql = Sql::new("(select count(*) from enrolment n where n.edition_id = e.id and n.status");
        sql.within(seated());
        sql.push(
            "), (select count(*) from enrolment n where n.edition_id = e.id and n.status = 'WAITLISTED'), ",
        );
        sql.append(led(actor));
        sql
    }

    /// Reads them.
    pub fn read(row: &mut Row) -> Result<Self> {
        Ok(Self { taken: row.take()?, waiting: row.take()?, team: row.take()? })
    }
}

/// Which of an edition's enrolments: those in one of these states; all when absent.
pub type Of = Option<Vec<EnrolmentStatus>>;

impl Narrow for Of {
    fn condition(&self) -> Sql {
        let mut sql = Sql::default();
        if let Some(of) = self {
            sql.push(" and x.status").within(statuses(of));
        }
        sql
    }
}
