use std::fmt::Write;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::{COUNTED, Cut, NOT_COPIED};
use crate::db::{Sql, Tx, is_duplicate};
use crate::error::{Error, Result};
use crate::network::settings::{self, Thresholds};
use crate::world::World;

/// The last cut, if one was made.
pub async fn latest(db: &impl ConnectionTrait) -> Result<Option<Cut>> {
    let sql = Sql::new("select number, made_at, facts, added, removed from cut order by number desc limit 1");
    let Some(mut row) = sql.first(db).await? else { return Ok(None) };
    Ok(Some(Cut {
        number: row.take()?,
        made_at: row.take()?,
        facts: row.take()?,
        added: row.take()?,
        removed: row.take()?,
    }))
}

/// The thresholds that a cut froze; those of the charter before the first one.
pub async fn thresholds(db: &impl ConnectionTrait, number: i32) -> Result<Thresholds> {
    let mut sql = Sql::new("select thresholds from cut where number = ");
    sql.bind(number);
    let Some(mut row) = sql.first(db).await? else { return settings::thresholds(db).await };
    let stored: Option<serde_json::Value> = row.take()?;
    let stored = stored.map(serde_json::from_value::<Thresholds>).transpose().map_err(Error::internal)?;
    Ok(stored.unwrap_or_default().above_floors())
}

/// Makes a cut unless the last one says that there is no need, or another replica is faster.
pub async fn make_if(
    tx: &Tx,
    world: &World,
    now: DateTime<Utc>,
    needed: impl Fn(Option<Cut>) -> bool,
) -> Result<Option<Cut>> {
    let last = latest(&**tx).await?;
    if !needed(last) {
        return Ok(None);
    }
    let number = last.map_or(1, |last| last.number + 1);
    if !claim(tx, number, now).await? {
        return Ok(None);
    }
    if last.is_none() {
        keep_secret(tx, world).await?;
    }
    let removed = close(tx, number).await?;
    let added = open(tx, number).await?;
    stamp_observations(tx).await?;
    let facts = last.map_or(0, |last| last.facts) + added - removed;
    let mut sql = Sql::new("update cut set facts = ");
    sql.bind(facts).push(", added = ").bind(added).push(", removed = ").bind(removed);
    sql.push(" where number = ").bind(number);
    sql.run(&**tx).await?;
    Ok(Some(Cut { number, made_at: now, facts, added, removed }))
}

/// Takes the number first: a replica that wants the same one waits here and then finds it taken.
async fn claim(tx: &Tx, number: i32, now: DateTime<Utc>) -> Result<bool> {
    let thresholds = settings::thresholds(&**tx).await?;
    let thresholds = serde_json::to_value(thresholds).map_err(Error::internal)?;
    let mut sql =
        Sql::new("insert into cut (number, made_at, facts, added, removed, software, thresholds) values (");
    sql.bind(number).push(", ").bind(now).push(", 0, 0, 0, ").bind(env!("CARGO_PKG_VERSION"));
    sql.push(", ").bind(thresholds).push(")");
    match sql.run(&**tx).await {
        Err(error) if is_taken(&error) => Ok(false),
        done => done.map(|_| true),
    }
}

/// 32 random bytes; what is there already stays.
async fn keep_secret(tx: &Tx, world: &World) -> Result<()> {
    let secret: Vec<String> = world.bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let secret = secret.concat();
    let mut sql = Sql::new("insert into figure_secret (secret) select ");
    sql.bind(secret).push(" where not exists (select 1 from figure_secret)");
    sql.run(&**tx).await?;
    Ok(())
}

fn is_taken(error: &Error) -> bool {
    error.cause.as_ref().and_then(|cause| cause.downcast_ref()).is_some_and(is_duplicate)
}

/// What a fact copies: its columns, and those of the observation they come from.
const COPIED: [(&str, &str); 13] = [
    ("visibility", "visibility"),
    ("member_id", "member_id"),
    ("structure_id", "structure_id"),
    ("theme_id", "main_theme_id"),
    ("sector_id", "main_sector_id"),
    ("territory_id", "shared_territory_id"),
    ("organisation_kind_id", "organisation_kind_id"),
    ("career_stage_id", "career_stage_id"),
    ("method_id", "method_id"),
    ("month", "month"),
    ("intensity", "intensity"),
    ("people_concerned", "people_concerned"),
    ("sensitive", "sensitive"),
];

/// Whether the observation `o` is counted and hidden from somebody.
fn hidden() -> String {
    let states: Vec<String> = COUNTED.iter().map(|state| format!("'{}'", state.as_str())).collect();
    format!(
        "o.deleted_at is null and o.status in ({}) and o.visibility in ('AGGREGATE_ONLY', 'NETWORK')",
        states.join(", ")
    )
}

/// Closes the facts whose observation is no longer as they say. `withdrawn` are those that somebody took back:
/// deleted, seen less far, or without their authorisation.
async fn close(tx: &Tx, number: i32) -> Result<i64> {
    let mut same = String::new();
    for (fact, observation) in COPIED {
        // Writing into a String cannot fail.
        let _ = write!(same, " and o.{observation} is not distinct from fact.{fact}");
    }
    let mut sql = Sql::new("update fact set last_cut = ");
    sql.bind(number);
    sql.push(
        ", withdrawn = not exists (select 1 from observation o \
         left join authorisation a on a.id = o.authorisation_id \
         where o.id = fact.observation_id and o.deleted_at is null and a.withdrawn_at is null \
         and (o.visibility in ('NETWORK', 'PUBLIC') or o.visibility = fact.visibility)) \
         where last_cut is null",
    );
    sql.push(format!(
        " and not exists (select 1 from observation o where o.id = fact.observation_id and {}{same})",
        hidden()
    ));
    count(sql.run(&**tx).await?)
}

/// Opens a fact for each hidden observation that has none.
async fn open(tx: &Tx, number: i32) -> Result<i64> {
    let (facts, observations): (Vec<&str>, Vec<String>) =
        COPIED.iter().map(|(fact, observation)| (*fact, format!("o.{observation}"))).unzip();
    let mut sql = Sql::new(format!("insert into fact (observation_id, {}, ", facts.join(", ")));
    sql.push(format!("first_cut, withdrawn) select o.id, {}, ", observations.join(", "))).bind(number);
    sql.push(format!(", false from observation o where {}", hidden()));
    sql.push(
        " and not exists (select 1 from fact f where f.observation_id = o.id and f.last_cut is null) \
         order by o.id",
    );
    count(sql.run(&**tx).await?)
}

/// Notes on each observation at which level this cut copied it.
async fn stamp_observations(tx: &Tx) -> Result<()> {
    let copied = format!("case when {} then o.visibility else '{NOT_COPIED}' end", hidden());
    let sql = Sql::new(format!(
        "update observation as o set cut_visibility = {copied} where o.cut_visibility <> {copied}"
    ));
    sql.run(&**tx).await?;
    Ok(())
}

fn count(rows: u64) -> Result<i64> {
    i64::try_from(rows).map_err(Error::internal)
}
