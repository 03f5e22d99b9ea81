use sea_orm::{ConnectionTrait, Value};

use super::Sql;
use crate::error::Result;

/// Parameters of a full statement: its text is always the same, so it is prepared once and small enough to keep.
const PARAMETERS: usize = 1_000;

/// Inserts rows, many in each statement; each row has one value per column.
pub async fn insert_rows(
    connection: &impl ConnectionTrait,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<()> {
    let size = PARAMETERS / columns.len().max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut sql = Sql::new(format!("insert into {table} ({}) values ", columns.join(", ")));
        for (index, row) in rows.by_ref().take(size).enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            for (place, value) in row.into_iter().enumerate() {
                sql.push(if place == 0 { "" } else { ", " }).bind(value);
            }
            sql.push(")");
        }
        sql.run(connection).await?;
    }
    Ok(())
}
