use chrono::NaiveDate;
use entity::{EditionId, budget_line, edition, edition_partner, funding_line, phase, session};
use sea_orm::ConnectionTrait;

use super::rules::{Funding, Plan, Session};
use crate::access::Actor;
use crate::db::{Row, Sql};
use crate::error::Result;
use crate::programme::calendar::holidays::HolidayArea;
use crate::programme::means::cost;
use crate::programme::participant;
use crate::programme::record::store::all;
use crate::programme::store::edition_seen;

/// Accounts of voluntary contributions (86, 87), which cost no money.
const VOLUNTARY: [&str; 2] = ["86", "87"];

/// All that the report on an edition looks at, in eleven statements; for its team.
pub async fn plan(
    db: &impl ConnectionTrait,
    actor: &Actor,
    edition: &edition::Model,
    today: NaiveDate,
) -> Result<Plan> {
    let id = edition.id;
    let sessions = all::<session::Model>(db, id).await?;
    let sessions: Vec<Session> =
        sessions.into_iter().filter(|row| row.cancelled_at.is_none()).map(held).collect();
    let lines = all::<budget_line::Model>(db, id).await?;
    let paid = lines.iter().filter(|line| !VOLUNTARY.iter().any(|class| line.account.starts_with(class)));
    let phases = all::<phase::Model>(db, id).await?;
    let agreed = all::<edition_partner::Model>(db, id).await?;
    Ok(Plan {
        window: (edition.starts_on, edition.ends_on),
        today,
        area: area(db, edition).await?,
        capacity: edition.capacity.map(Into::into),
        enrolled: participant::taken(db, id).await?,
        objectives: objectives(db, id).await?,
        phases: phases.into_iter().map(|row| (row.id, row.starts_on, row.ends_on)).collect(),
        sessions,
        speakers: speakers(db, id).await?,
        agreed: agreed.into_iter().map(|row| (row.id, row.partner_id, row.days)).collect(),
        speaker_clashes: speaker_clashes(db, actor, id).await?,
        resource_clashes: resource_clashes(db, actor, id).await?,
        cost: paid.fold(0_i64, |sum, line| sum.saturating_add(cost(line))),
        funding: all::<funding_line::Model>(db, id).await?.iter().map(funding).collect(),
    })
}

fn held(row: session::Model) -> Session {
    Session {
        id: row.id,
        phase: row.phase_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        time_zone: row.time_zone,
    }
}

fn funding(row: &funding_line::Model) -> Funding {
    Funding {
        id: row.id,
        funder: row.partner_id.map(Into::into).or(row.funder_id.map(Into::into)),
        amount: row.amount,
        status: row.status,
        deadline: row.deadline,
    }
}

async fn objectives(db: &impl ConnectionTrait, id: EditionId) -> Result<Vec<(entity::ObjectiveId, i64)>> {
    let mut sql = Sql::new(
        "select o.id, count(l.observation_id) from objective o left join objective_observation l \
         on l.objective_id = o.id where o.edition_id = ",
    );
    sql.bind(id).push(" group by o.id, o.rank order by o.rank, o.id");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

async fn speakers(
    db: &impl ConnectionTrait,
    id: EditionId,
) -> Result<Vec<(entity::SessionId, entity::PartnerId)>> {
    let mut sql = Sql::new(
        "select l.session_id, l.partner_id from session_speaker l join session s on s.id = l.session_id \
         where s.cancelled_at is null and s.edition_id = ",
    );
    sql.bind(id);
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Two sessions at the same time that share a row of a link table; of two of the same edition, told once. The other
/// one is told only where the actor may see it.
fn clashes((table, column): (&'static str, &'static str), actor: &Actor, id: EditionId) -> Sql {
    let mut sql = Sql::new(format!(
        "select s.id, t.id, a.{column} from session s join {table} a on a.session_id = s.id \
         join {table} b on b.{column} = a.{column} and b.session_id <> a.session_id \
         join session t on t.id = b.session_id and t.starts_at < s.ends_at and s.starts_at < t.ends_at \
         join edition e on e.id = t.edition_id join programme p on p.id = e.programme_id \
         where s.cancelled_at is null and t.cancelled_at is null and e.status <> 'CANCELLED' \
         and (t.edition_id <> s.edition_id or s.id < t.id) and "
    ));
    sql.append(edition_seen(actor))
        .push(" and s.edition_id = ")
        .bind(id)
        .push(" order by s.starts_at, s.id, t.id limit 100");
    sql
}

async fn speaker_clashes(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EditionId,
) -> Result<Vec<(entity::SessionId, entity::SessionId)>> {
    let sql = clashes(("session_speaker", "partner_id"), actor, id);
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

async fn resource_clashes(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EditionId,
) -> Result<Vec<(entity::SessionId, entity::SessionId, entity::ResourceId)>> {
    let sql = clashes(("session_resource", "resource_id"), actor, id);
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).collect()
}

/// Whose public holidays hold where an edition takes place: those of its département, or of its région overseas.
async fn area(db: &impl ConnectionTrait, edition: &edition::Model) -> Result<HolidayArea> {
    let mut sql = Sql::new(
        "select coalesce(d.code, t.code) from territory t left join territory d on d.id = t.department_id where t.id = ",
    );
    sql.bind(edition.territory_id);
    let code: Option<String> = sql.first(db).await?.map(|mut row: Row| row.take()).transpose()?;
    Ok(code.map_or(HolidayArea::National, |code| HolidayArea::of_department(&code)))
}
