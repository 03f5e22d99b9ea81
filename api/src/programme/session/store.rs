use chrono::{DateTime, Utc};
use entity::{EditionId, SessionId, session};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::db::{Columns, Sql, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;

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
    sql.push(" and x.cancelled_at is null and x.ends_at > ").bind(now);
    sql.push(" and x.edition_id").within(of.iter().copied().collect::<Values>());
    sql.push(") x where nth = 1");
    sql.all(db).await?.iter_mut().map(session::Model::read).collect()
}
