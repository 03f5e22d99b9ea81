//! The history of fields, read: of things by their ids, whoever may see them.

use std::collections::HashMap;

use entity::{TypedId, field_change};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::db::{Columns, Order, Page, Slice, Sql, Values, columns};
use crate::error::Result;

columns!(field_change::Model: id, entry_id, object_type, object_id, field, before, after, at, account_id,
    member_id);

/// The latest change first.
const LATEST: Order = Order { columns: &["f.at", "f.id"], descending: true };

/// The same page of the history of many things, in one statement; each gets its page, an empty one too.
pub async fn history_of<T: TypedId>(
    db: &impl ConnectionTrait,
    of: &[T],
    page: &Page,
) -> Result<HashMap<T, Slice<field_change::Model>>> {
    let columns = field_change::Model::list("f");
    let mut sql =
        Sql::new(format!("select {columns} from (select f.*, row_number() over (partition by f.object_id"));
    page.order(&mut sql, &[LATEST]);
    sql.push(") as place from field_change f where f.object_type = ").bind(T::PREFIX);
    sql.push(" and f.object_id").within(of.iter().copied().collect::<Values>());
    page.bounds(&mut sql, &[LATEST]);
    sql.push(") f where place <= ").bind(page.fetch()).push(" order by place");
    let mut found: HashMap<Uuid, Vec<field_change::Model>> = HashMap::new();
    for row in sql.all(db).await?.iter_mut().map(field_change::Model::read) {
        let row = row?;
        found.entry(row.object_id).or_default().push(row);
    }
    let mut slice = |id: T| Slice::new(page, found.remove(&id.into()).unwrap_or_default());
    Ok(of.iter().map(|id| (*id, slice(*id))).collect())
}

/// How many changes of fields a thing went through.
pub async fn count_history<T: TypedId>(db: &impl ConnectionTrait, of: T) -> Result<i64> {
    let id: Uuid = of.into();
    let mut sql = Sql::new("select count(*) from field_change where object_type = ");
    sql.bind(T::PREFIX).push(" and object_id = ").bind(id);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}
