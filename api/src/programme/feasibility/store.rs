use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::{
    EditionId, EditionStatus, ObjectiveId, PartnerId, SessionId, TerritoryId, TerritoryKind, budget_line,
    edition, edition_partner, funding_line, phase, session,
};
use sea_orm::ConnectionTrait;

use super::rules::{Clashes, Funding, Plan, Session, Use, clashing};
use crate::access::Actor;
use crate::db::{Row, Sql, Values};
use crate::error::Result;
use crate::programme::calendar::holidays::HolidayArea;
use crate::programme::means::cost;
use crate::programme::participant;
use crate::programme::record::store::all_of;
use crate::programme::store::edition_seen;

/// First digit of the accounts of charges; products (7) and voluntary contributions (8) cost no money.
const CHARGES: char = '6';

/// What belongs to editions, of each.
type Of<T> = HashMap<EditionId, Vec<T>>;

/// All that the reports on these editions look at, in eleven statements however many they are; for their teams.
pub async fn plans(
    db: &impl ConnectionTrait,
    actor: &Actor,
    editions: &[edition::Model],
    today: NaiveDate,
) -> Result<HashMap<EditionId, Plan>> {
    let ids: Vec<EditionId> = editions.iter().map(|edition| edition.id).collect();
    let mut sessions = all_of::<session::Model>(db, &ids).await?;
    let mut clashes = clashes(db, actor, sessions.values().flatten()).await?;
    let mut lines = all_of::<budget_line::Model>(db, &ids).await?;
    let mut phases = all_of::<phase::Model>(db, &ids).await?;
    let mut agreed = all_of::<edition_partner::Model>(db, &ids).await?;
    let mut money = all_of::<funding_line::Model>(db, &ids).await?;
    let taken = participant::taken_in(db, &ids).await?;
    let mut objectives = objectives(db, &ids).await?;
    let mut speakers = speakers(db, sessions.values().flatten()).await?;
    let places = sessions.values().flatten().filter_map(|row| row.territory_id);
    let areas = areas(db, editions.iter().map(|row| row.territory_id).chain(places).collect()).await?;
    let plan = |edition: &edition::Model| {
        let id = edition.id;
        let stand = sessions.remove(&id).unwrap_or_default().into_iter();
        let (cost, actual) = costs(&lines.remove(&id).unwrap_or_default());
        let area = |place: TerritoryId| areas.get(&place).copied().unwrap_or(HolidayArea::National);
        let plan = Plan {
            window: (edition.starts_on, edition.ends_on),
            today,
            capacity: edition.capacity.map(Into::into),
            enrolled: taken.get(&id).copied().unwrap_or(0),
            objectives: objectives.remove(&id).unwrap_or_default(),
            phases: phases.remove(&id).unwrap_or_default().iter().map(window).collect(),
            sessions: stand
                .filter(|row| row.cancelled_at.is_none())
                .map(|row| held(row, |place| area(place.unwrap_or(edition.territory_id))))
                .collect(),
            speakers: speakers.remove(&id).unwrap_or_default(),
            agreed: agreed.remove(&id).unwrap_or_default().iter().map(days).collect(),
            clashes: clashes.remove(&id).unwrap_or_default(),
            cost,
            actual,
            funding: money.remove(&id).unwrap_or_default().iter().map(funding).collect(),
        };
        (id, plan)
    };
    Ok(editions.iter().map(plan).collect())
}

fn held(row: session::Model, area: impl Fn(Option<TerritoryId>) -> HolidayArea) -> Session {
    Session {
        id: row.id,
        area: area(row.territory_id),
        capacity: row.capacity.map(Into::into),
        phase: row.phase_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        time_zone: row.time_zone,
    }
}

const fn window(row: &phase::Model) -> super::rules::Window {
    (row.id, row.starts_on, row.ends_on)
}

const fn days(row: &edition_partner::Model) -> (entity::EditionPartnerId, PartnerId, Option<f64>) {
    (row.id, row.partner_id, row.days)
}

/// What charges cost as planned, and what was spent as far as it is noted.
fn costs(lines: &[budget_line::Model]) -> (i64, i64) {
    let charges = lines.iter().filter(|line| line.account.starts_with(CHARGES));
    charges.fold((0_i64, 0_i64), |(planned, actual), line| {
        (planned.saturating_add(cost(line)), actual.saturating_add(line.actual.unwrap_or(0)))
    })
}

fn funding(row: &funding_line::Model) -> Funding {
    Funding {
        id: row.id,
        funder: row
            .partner_id
            .map(Into::into)
            .or(row.funder_id.map(Into::into))
            .or(row.scheme_id.map(Into::into)),
        amount: row.amount,
        status: row.status,
        deadline: row.deadline,
    }
}

fn set(ids: &[EditionId]) -> Values {
    ids.iter().copied().collect()
}

async fn objectives(db: &impl ConnectionTrait, of: &[EditionId]) -> Result<Of<(ObjectiveId, i64)>> {
    let mut sql = Sql::new(
        "select o.edition_id, o.id, count(l.observation_id) from objective o left join objective_observation l \
         on l.objective_id = o.id where o.edition_id",
    );
    sql.within(set(of)).push(" group by o.edition_id, o.id, o.rank order by o.rank, o.id");
    let mut found: Of<(ObjectiveId, i64)> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push((row.take()?, row.take()?));
    }
    Ok(found)
}

async fn speakers<'s>(
    db: &impl ConnectionTrait,
    sessions: impl Iterator<Item = &'s session::Model>,
) -> Result<Of<(SessionId, PartnerId)>> {
    let editions: HashMap<SessionId, EditionId> =
        standing(sessions).map(|row| (row.id, row.edition_id)).collect();
    let mut sql = Sql::new("select l.session_id, l.partner_id from session_speaker l where l.session_id");
    sql.within(editions.keys().copied().collect::<Values>());
    let mut found: Of<(SessionId, PartnerId)> = HashMap::new();
    for mut row in sql.all(db).await? {
        let (session, partner) = (row.take()?, row.take()?);
        if let Some(edition) = editions.get(&session) {
            found.entry(*edition).or_default().push((session, partner));
        }
    }
    Ok(found)
}

fn standing<'s>(
    sessions: impl Iterator<Item = &'s session::Model>,
) -> impl Iterator<Item = &'s session::Model> {
    sessions.filter(|row| row.cancelled_at.is_none())
}

/// Sessions of these editions at the same time as others, in two statements; others are told only where the actor may
/// see them.
pub async fn clashes<'s>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sessions: impl Iterator<Item = &'s session::Model> + Clone,
) -> Result<HashMap<EditionId, Clashes>> {
    let of: BTreeSet<EditionId> = sessions.clone().map(|row| row.edition_id).collect();
    let mut found: HashMap<EditionId, Clashes> = HashMap::new();
    let speaking = uses(db, ("session_speaker", "partner_id"), actor, sessions.clone()).await?;
    for (edition, told) in clashing(speaking, &of) {
        found.entry(edition).or_default().speakers = told;
    }
    let taking = uses(db, ("session_resource", "resource_id"), actor, sessions).await?;
    for (edition, told) in clashing(taking, &of) {
        found.entry(edition).or_default().resources = told;
    }
    Ok(found)
}

/// All that take up what these sessions take up, from the first to the last of them.
async fn uses<'s>(
    db: &impl ConnectionTrait,
    (table, column): (&'static str, &'static str),
    actor: &Actor,
    sessions: impl Iterator<Item = &'s session::Model> + Clone,
) -> Result<Vec<Use>> {
    let first = standing(sessions.clone()).map(|row| row.starts_at).min();
    let Some((first, last)) = first.zip(standing(sessions.clone()).map(|row| row.ends_at).max()) else {
        return Ok(Vec::new());
    };
    let mut sql = Sql::new(format!(
        "select a.{column}, t.id, t.edition_id, t.starts_at, t.ends_at, e.status from {table} a \
         join session t on t.id = a.session_id join edition e on e.id = t.edition_id \
         join programme p on p.id = e.programme_id where a.{column} in (select b.{column} from {table} b \
         where b.session_id"
    ));
    sql.within(standing(sessions).map(|row| row.id).collect::<Values>());
    sql.push(") and t.cancelled_at is null and t.starts_at < ").bind(last);
    sql.push(" and t.ends_at > ").bind(first).push(" and ").append(edition_seen(actor));
    let read = |mut row: Row| {
        let (thing, session, edition) = (row.take()?, row.take()?, row.take()?);
        let (from, to) = (row.take()?, row.take()?);
        let given_up = row.take::<EditionStatus>()? == EditionStatus::Cancelled;
        Ok(Use { thing, session, edition, from, to, given_up })
    };
    sql.all(db).await?.into_iter().map(read).collect()
}

/// Whose public holidays hold in these territories: those of the département, or of the région.
async fn areas(
    db: &impl ConnectionTrait,
    places: BTreeSet<TerritoryId>,
) -> Result<HashMap<TerritoryId, HolidayArea>> {
    let mut sql = Sql::new(
        "select t.id, t.kind, coalesce(d.code, t.code) from territory t \
         left join territory d on d.id = t.department_id where t.id",
    );
    sql.within(places.into_iter().collect::<Values>());
    let read = |mut row: Row| {
        let (id, kind, code): (TerritoryId, TerritoryKind, String) = (row.take()?, row.take()?, row.take()?);
        let region = kind == TerritoryKind::Region;
        Ok((id, if region { HolidayArea::of_region(&code) } else { HolidayArea::of_department(&code) }))
    };
    sql.all(db).await?.into_iter().map(read).collect()
}
