use entity::{
    EditionId, MemberId, PartnerId, ResourceId, budget_line, edition_partner, funding_line, resource,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::{Error, Result};

columns!(budget_line::Model: id, edition_id, rank, kind, account, label, quantity, unit, unit_cost, with_vat, actual,
    version, created_at);
columns!(funding_line::Model: id, edition_id, rank, label, funder_id, partner_id, scheme_id, amount, status, asked_on, deadline,
    decided_on, version, created_at);
columns!(edition_partner::Model: id, edition_id, partner_id, kind_id, days, version, created_at);
columns!(resource::Model: id, member_id, kind, name, sort_key, capacity, version, created_at);

const BY_NAME: Order = Order { columns: &["r.sort_key", "r.id"], descending: false };

fn own(actor: &Actor, selected: &str) -> Option<Sql> {
    let member = actor.works_for_with(Scope::ProgrammesRead)?;
    let mut sql = Sql::new(format!("select {selected} from resource r where r.member_id = "));
    sql.bind(member);
    Some(sql)
}

/// Those of these that are the actor's member's own.
pub async fn resources(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ResourceId],
) -> Result<Vec<resource::Model>> {
    let Some(mut sql) = own(actor, &resource::Model::list("r")) else { return Ok(Vec::new()) };
    sql.push(" and r.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(resource::Model::read).collect()
}

/// A page of the actor's member's resources, by name.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, page: &Page) -> Result<Slice<resource::Model>> {
    let Some(mut sql) = own(actor, &resource::Model::list("r")) else { return Ok(Slice::default()) };
    page.apply(&mut sql, &[BY_NAME]);
    let rows = sql.all(db).await?.iter_mut().map(resource::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    let Some(sql) = own(actor, "count(*)") else { return Ok(0) };
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Adds a resource.
pub async fn add(tx: &Tx, row: &resource::Model) -> Result<()> {
    resource::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Changes a resource, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise(tx: &Tx, row: resource::Model) -> Result<Option<resource::Model>> {
    let expected = row.version;
    let row = resource::Model { version: expected + 1, ..row };
    let changed = resource::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(resource::Column::Id.eq(row.id))
        .filter(resource::Column::Version.eq(expected))
        .exec(&**tx)
        .await
        .map_err(Error::from)?;
    Ok((changed.rows_affected == 1).then_some(row))
}

/// Removes a resource, unless somebody else changed it meanwhile.
pub async fn remove(tx: &Tx, row: &resource::Model) -> Result<bool> {
    let mut sql = Sql::new("delete from resource where id = ");
    sql.bind(row.id).push(" and version = ").bind(row.version);
    Ok(sql.run(&**tx).await? == 1)
}

/// Those of these resources that belong to one of the members.
pub async fn belonging(
    db: &impl ConnectionTrait,
    members: &[MemberId],
    ids: &[ResourceId],
) -> Result<Vec<ResourceId>> {
    let mut sql = Sql::new("select id from resource where member_id");
    sql.within(members.iter().copied().collect::<Values>());
    sql.push(" and id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// Those of these partners that take part in an edition.
pub async fn engaged(
    db: &impl ConnectionTrait,
    edition: EditionId,
    ids: &[PartnerId],
) -> Result<Vec<PartnerId>> {
    let mut sql = Sql::new("select partner_id from edition_partner where edition_id = ");
    sql.bind(edition).push(" and partner_id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// Whether a partner speaks in a session of the edition that stands.
pub async fn speaks(tx: &Tx, part: &edition_partner::Model) -> Result<bool> {
    let mut sql = Sql::new(
        "select 1 from session_speaker l join session t on t.id = l.session_id where t.cancelled_at is null \
         and t.edition_id = ",
    );
    sql.bind(part.edition_id).push(" and l.partner_id = ").bind(part.partner_id).push(" limit 1");
    Ok(sql.first(&**tx).await?.is_some())
}
