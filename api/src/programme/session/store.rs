use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{EditionId, PartnerId, SessionId, SessionSeriesId, resource, session};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::db::{Columns, Row, Sql, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;
use crate::programme::store::{edition_seen, with_team};

columns!(session::Model: id, edition_id, phase_id, series_id, series_start, title, starts_at, ends_at, time_zone,
    territory_id, place, link, modality_id, capacity, sequence, cancelled_at, cancel_reason, version, created_at,
    updated_at);

/// Whether a session belongs to an edition and was not cancelled.
pub async fn stands(db: &impl ConnectionTrait, edition: EditionId, id: SessionId) -> Result<bool> {
    let mut sql = Sql::new("select 1 from session where cancelled_at is null and edition_id = ");
    sql.bind(edition).push(" and id = ").bind(id);
    Ok(sql.first(db).await?.is_some())
}

/// The next session of each of these editions that the actor may see, not cancelled.
pub async fn next_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[EditionId],
    now: DateTime<Utc>,
) -> Result<Vec<session::Model>> {
    let columns = session::Model::list("x");
    let ranked =
        format!("{columns}, row_number() over (partition by x.edition_id order by x.starts_at, x.id) as nth");
    let mut sql = Sql::new(format!("select {columns} from ("));
    sql.append(seen::<session::Model>(actor, &ranked));
    sql.push(" and e.status <> 'CANCELLED' and x.cancelled_at is null and x.ends_at > ").bind(now);
    sql.push(" and x.edition_id").within(of.iter().copied().collect::<Values>());
    sql.push(") x where nth = 1");
    sql.all(db).await?.iter_mut().map(session::Model::read).collect()
}

/// Who speaks in these sessions, in the order in which the directory met them.
pub async fn speakers_of(
    db: &impl ConnectionTrait,
    of: &[SessionId],
) -> Result<HashMap<SessionId, Vec<PartnerId>>> {
    let mut sql = Sql::new("select l.session_id, l.partner_id from session_speaker l where l.session_id");
    sql.within(of.iter().copied().collect::<Values>()).push(" order by l.partner_id");
    gathered(db, sql, Row::take).await
}

/// What these sessions take up besides their speakers, by name; for their teams.
pub async fn resources_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[SessionId],
) -> Result<HashMap<SessionId, Vec<resource::Model>>> {
    let mut sql = Sql::new(format!(
        "select l.session_id, {} from session_resource l join resource r on r.id = l.resource_id \
         join session x on x.id = l.session_id",
        resource::Model::list("r"),
    ));
    sql.append(with_team(actor)).push(" and l.session_id").within(of.iter().copied().collect::<Values>());
    sql.push(" order by r.sort_key, r.id");
    gathered(db, sql, resource::Model::read).await
}

async fn gathered<T>(
    db: &impl ConnectionTrait,
    sql: Sql,
    read: impl Fn(&mut Row) -> Result<T>,
) -> Result<HashMap<SessionId, Vec<T>>> {
    let mut found: HashMap<SessionId, Vec<T>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(read(&mut row)?);
    }
    Ok(found)
}

/// The rules by which these series repeat.
pub async fn rules_of(
    db: &impl ConnectionTrait,
    of: &[SessionSeriesId],
) -> Result<Vec<(SessionSeriesId, String)>> {
    let mut sql = Sql::new("select id, rule from session_series where id");
    sql.within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// That a partner `p` speaks in no other session meanwhile that the actor may see and that takes place.
pub fn is_free(actor: &Actor, session: &session::Model) -> Sql {
    let mut sql = Sql::new(
        " and p.id not in (select l.partner_id from session_speaker l join session t on t.id = l.session_id \
         join edition e on e.id = t.edition_id join programme p on p.id = e.programme_id \
         where t.cancelled_at is null and e.status <> 'CANCELLED' and t.starts_at < ",
    );
    sql.bind(session.ends_at).push(" and t.ends_at > ").bind(session.starts_at);
    sql.push(" and t.id <> ").bind(session.id).push(" and ").append(edition_seen(actor)).push(")");
    sql
}
