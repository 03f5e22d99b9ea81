use entity::{ObservationSourceId, observation_source};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::rules::Recorded;
use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::trail::Stamp;

columns!(observation_source::Model: id, member_id, kind_id, title, dated_on, version, created_at);

const NEWEST: Order = Order { columns: &["x.created_at", "x.id"], descending: true };

/// Begins a statement on the actor's own member's sources; nothing for who has none.
fn own(actor: &Actor, selected: &str) -> Option<Sql> {
    let member = actor.works_for_with(Scope::ObservationsRead)?;
    let mut sql = Sql::new(format!("select {selected} from observation_source x where x.member_id = "));
    sql.bind(member);
    Some(sql)
}

/// Those of these that are the actor's member's own.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ObservationSourceId],
) -> Result<Vec<observation_source::Model>> {
    let Some(mut sql) = own(actor, &observation_source::Model::list("x")) else { return Ok(Vec::new()) };
    sql.push(" and x.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(observation_source::Model::read).collect()
}

/// A page of the actor's member's sources, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<observation_source::Model>> {
    let Some(mut sql) = own(actor, &observation_source::Model::list("x")) else {
        return Ok(Slice::default());
    };
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(observation_source::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    let Some(sql) = own(actor, "count(*)") else { return Ok(0) };
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Records a source.
pub async fn add(tx: &Tx, stamp: &Stamp, recorded: Recorded) -> Result<observation_source::Model> {
    let Recorded { by, kind, title, dated_on } = recorded;
    let row = observation_source::Model {
        id: stamp.world.id(),
        member_id: by.member(),
        kind_id: kind,
        title,
        dated_on,
        version: 1,
        created_at: stamp.at,
    };
    observation_source::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}
