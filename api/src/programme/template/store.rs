use std::collections::HashMap;

use entity::{ProgrammeTemplateId, ResourceId, SessionId, TermId, programme_template};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns};
use crate::error::Result;

columns!(programme_template::Model: id, member_id, code, title, sort_key, summary, blueprint, version, created_at,
    deleted_at);

const BY_TITLE: Order = Order { columns: &["t.sort_key", "t.id"], descending: false };

/// Templates of the network, and those of the actor's member structure.
fn seen(actor: &Actor, selected: &str) -> Sql {
    let mut sql = Sql::new(format!(
        "select {selected} from programme_template t where t.deleted_at is null and (t.member_id is null"
    ));
    if let Some(member) = actor.works_for_with(Scope::ProgrammesRead) {
        sql.push(" or t.member_id = ").bind(member);
    }
    sql.push(")");
    sql
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ProgrammeTemplateId],
) -> Result<Vec<programme_template::Model>> {
    let mut sql = seen(actor, &programme_template::Model::list("t"));
    sql.push(" and t.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(programme_template::Model::read).collect()
}

/// A page by title.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<programme_template::Model>> {
    let mut sql = seen(actor, &programme_template::Model::list("t"));
    page.apply(&mut sql, &[BY_TITLE]);
    let rows = sql.all(db).await?.iter_mut().map(programme_template::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    seen(actor, "count(*)").first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Codes of those of the network that are there.
pub async fn shipped(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = Sql::new("select code from programme_template where code is not null");
    sql.all(db).await?.iter_mut().map(crate::db::Row::take).collect()
}

/// Keeps a template.
pub async fn add(tx: &Tx, row: &programme_template::Model) -> Result<()> {
    programme_template::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Lets go of a template, unless somebody else changed it meanwhile.
pub async fn remove(
    tx: &Tx,
    row: &programme_template::Model,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<bool> {
    let mut sql = Sql::new("update programme_template set version = version + 1, deleted_at = ");
    sql.bind(now).push(" where id = ").bind(row.id).push(" and version = ").bind(row.version);
    Ok(sql.run(&**tx).await? == 1)
}

/// The codes of these terms.
pub async fn codes(db: &impl ConnectionTrait, ids: Vec<TermId>) -> Result<HashMap<TermId, String>> {
    let mut sql = Sql::new("select id, code from term where id");
    sql.within(ids.into_iter().collect::<Values>());
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// What these sessions take up.
pub async fn things_of(tx: &Tx, of: &[SessionId]) -> Result<Vec<(SessionId, ResourceId)>> {
    let mut sql = Sql::new("select session_id, resource_id from session_resource where session_id");
    sql.within(of.iter().copied().collect::<Values>());
    sql.all(&**tx).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}
