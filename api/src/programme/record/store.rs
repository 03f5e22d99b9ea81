use std::collections::HashMap;
use std::sync::Arc;

use entity::TypedId;
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{ActiveOf, Links, Narrow, Record};
use crate::access::{Actor, Loaders};
use crate::db::{Order, Page, Row, Slice, Sql, Tx, Values, insert_rows};
use crate::error::{Error, Result};

/// Begins a statement on the records that the actor may see.
pub fn seen<R: Record>(actor: &Actor, selected: &str) -> Sql {
    let mut sql = Sql::new(format!("select {selected} from {} x", R::TABLE));
    sql.append(R::seen(actor));
    sql
}

/// Those of these that the actor may see.
pub async fn find_by_ids<R: Record>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[R::Id],
) -> Result<Vec<R>> {
    let mut sql = seen::<R>(actor, &R::list("x"));
    sql.push(" and x.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(R::read).collect()
}

/// The same for a loader.
pub async fn load<R: Record>(loaders: &Loaders, ids: &[R::Id]) -> Result<HashMap<R::Id, R::Object>> {
    let rows = find_by_ids::<R>(loaders.0.db.reader(), &loaders.0.actor, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id(), R::Object::from(Arc::new(row)))).collect())
}

/// The same page of the records that point at many rows by a column, in one statement; each gets its page, an empty
/// one too.
pub async fn pages<R: Record>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (column, parents, narrow): (&'static str, &[Uuid], &impl Narrow),
    page: &Page,
) -> Result<HashMap<Uuid, Slice<R>>> {
    let order = [Order { columns: R::ORDER, descending: R::NEWEST_FIRST }];
    let mut sql = Sql::new(format!(
        "select x.{column}, {} from (select x.*, row_number() over (partition by x.{column}",
        R::list("x"),
    ));
    page.order(&mut sql, &order);
    sql.push(format!(") as nth from {} x", R::TABLE)).append(R::seen(actor));
    sql.push(format!(" and x.{column}")).within(Values::Ids(parents.to_vec()));
    sql.append(narrow.condition());
    page.bounds(&mut sql, &order);
    sql.push(") x where nth <= ").bind(page.fetch()).push(" order by nth");
    let mut found: HashMap<Uuid, Vec<R>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let parent: Uuid = row.take()?;
        found.entry(parent).or_default().push(R::read(&mut row)?);
    }
    let mut slice = |parent: &Uuid| Slice::new(page, found.remove(parent).unwrap_or_default());
    Ok(parents.iter().map(|parent| (*parent, slice(parent))).collect())
}

/// How many there are.
pub async fn count<R: Record>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (column, parent, narrow): (&'static str, Uuid, &impl Narrow),
) -> Result<i64> {
    let mut sql = seen::<R>(actor, "count(*)");
    sql.push(format!(" and x.{column} = ")).bind(parent).append(narrow.condition());
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// All records below a parent, for work on the whole; whoever holds the parent sees them.
pub async fn all<R: Record>(tx: &impl ConnectionTrait, parent: R::Parent) -> Result<Vec<R>> {
    all_by(tx, R::PARENT, parent.into()).await
}

/// The same below many parents, in one statement.
pub async fn all_of<R: Record>(
    tx: &impl ConnectionTrait,
    parents: &[R::Parent],
) -> Result<HashMap<R::Parent, Vec<R>>> {
    let columns = R::list("x");
    let mut sql = Sql::new(format!("select {columns} from {} x where x.{}", R::TABLE, R::PARENT));
    sql.within(parents.iter().copied().collect::<Values>());
    sql.push(format!(" order by {}", R::ORDER.join(", ")));
    let mut found: HashMap<R::Parent, Vec<R>> = HashMap::new();
    for row in sql.all(tx).await?.iter_mut().map(R::read) {
        let row = row?;
        found.entry(row.parent()).or_default().push(row);
    }
    Ok(found)
}

/// The same by another column than the parent's.
pub async fn all_by<R: Record>(tx: &impl ConnectionTrait, column: &'static str, of: Uuid) -> Result<Vec<R>> {
    let mut sql = Sql::new(format!("select {} from {} x where x.{column} = ", R::list("x"), R::TABLE));
    sql.bind(of).push(format!(" order by {}", R::ORDER.join(", ")));
    sql.all(tx).await?.iter_mut().map(R::read).collect()
}

/// The highest value of a column below a parent: nothing where there is no record.
pub async fn highest<R: Record>(tx: &Tx, parent: R::Parent, column: &'static str) -> Result<Option<i32>> {
    let parent: Uuid = parent.into();
    let mut sql = Sql::new(format!("select max({column}) from {} where {} = ", R::TABLE, R::PARENT));
    sql.bind(parent);
    sql.first(&**tx).await?.map_or(Ok(None), |mut row: Row| row.take())
}

/// Adds a record.
pub async fn add<R: Record>(tx: &Tx, row: &R) -> Result<()> {
    add_many(tx, std::slice::from_ref(row)).await
}

/// Rows of a statement that adds many.
const AT_ONCE: usize = 40;

/// Adds records, many in each statement.
pub async fn add_many<R: Record>(tx: &Tx, rows: &[R]) -> Result<()> {
    for some in rows.chunks(AT_ONCE) {
        let rows = some.iter().map(|row| -> ActiveOf<R> { row.clone().into_active_model() });
        R::Entity::insert_many::<ActiveOf<R>, _>(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// Changes a record, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise<R: Record>(tx: &Tx, row: R) -> Result<Option<R>> {
    let (id, expected): (Uuid, i32) = (row.id().into(), row.version());
    let mut row = row;
    row.grow();
    let active: ActiveOf<R> = row.clone().into_active_model();
    let changed = R::Entity::update_many()
        .set(active.reset_all())
        .filter(Expr::col(Alias::new("id")).eq(id))
        .filter(Expr::col(Alias::new("version")).eq(expected))
        .exec(&**tx)
        .await
        .map_err(Error::from)?;
    Ok((changed.rows_affected == 1).then_some(row))
}

/// Removes a record, unless somebody else changed it meanwhile.
pub async fn remove<R: Record>(tx: &Tx, row: &R) -> Result<bool> {
    let id: Uuid = row.id().into();
    let mut sql = Sql::new(format!("delete from {} where id = ", R::TABLE));
    sql.bind(id).push(" and version = ").bind(row.version());
    Ok(sql.run(&**tx).await? == 1)
}

/// Replaces the links of a record.
pub async fn link<T: TypedId>(tx: &Tx, id: T, links: Vec<Links>) -> Result<()> {
    let id: Uuid = id.into();
    for Links { table, columns, rows } in links {
        let owner = columns.first().copied().unwrap_or_default();
        let mut old = Sql::new(format!("delete from {table} where {owner} = "));
        old.bind(id);
        old.run(&**tx).await?;
        link_new(tx, Links { table, columns, rows }).await?;
    }
    Ok(())
}

/// Adds the links of new records.
pub async fn link_new(tx: &Tx, links: Links) -> Result<()> {
    insert_rows(&**tx, links.table, links.columns, links.rows).await
}
