use async_graphql::ID;
use entity::TypedId;
use sea_orm::ConnectionTrait;

use crate::access::{Actor, Request};
use crate::db::{Columns, Order, Page, Slice, Sql, Values};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Node, PageArguments, check, parse_id};

/// The newest first.
const NEWEST: Order = Order { columns: &["t.created_at", "t.id"], descending: true };

/// A row that some callers may see; every read starts with the condition under which it exists for them.
pub(super) trait Shown: Columns {
    /// Name of the table.
    const TABLE: &'static str;

    /// The condition, the row being named `t`.
    fn visible_to(actor: &Actor) -> Sql;
}

/// Rows with these ids.
pub(super) async fn find_by_ids<T: Shown>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: Values,
) -> Result<Vec<T>> {
    let mut sql = select::<T>(&T::list("t"), actor);
    sql.push(" and t.id").within(ids);
    sql.all(db).await?.iter_mut().map(T::read).collect()
}

/// The row with the id that stands in a field of an input; a user error where there is none.
pub(super) async fn lookup<T: Shown>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: impl TypedId,
) -> Result<Option<T>> {
    Ok(find_by_ids(db, actor, std::iter::once(id).collect()).await?.pop())
}

/// A page, the newest first.
pub(super) async fn list<T: Shown>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<T>> {
    let mut sql = select::<T>(&T::list("t"), actor);
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(T::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

async fn count<T: Shown>(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    select::<T>("count(*)", actor).first(db).await?.map_or(Ok(0), |mut row| row.take())
}

fn select<T: Shown>(columns: &str, actor: &Actor) -> Sql {
    let mut sql = Sql::new(format!("select {columns} from {} t where ", T::TABLE));
    sql.append(T::visible_to(actor));
    sql
}

/// The connection of all rows that a request may see, the newest first.
pub(super) async fn connection<T, O>(
    request: &Request,
    arguments: &PageArguments,
    wrap: fn(T) -> O,
) -> Result<Connection<O>>
where
    T: Shown + Send,
    O: Node,
{
    let binding = Binding::new(T::TABLE, "NEWEST", &());
    let page = arguments.page(&binding)?;
    let slice = list::<T>(request.db.reader(), &request.actor, &page).await?.map(wrap);
    let request = request.clone();
    let count = Connection::<O>::counting(move || {
        let request = request.clone();
        async move { count::<T>(request.db.reader(), &request.actor).await }
    });
    Ok(Connection::new(slice, &binding, count))
}

/// The id in a field of an input.
pub(super) fn id_at<T: TypedId>(field: &str, id: &ID) -> Result<T, crate::graphql::UserError> {
    parse_id(id).ok_or_else(|| check::not_found(field, id))
}
