//! Rows in bulk: indexes are made when the rows are there, each batch is one transaction.

use anyhow::Result;
use maillage::db::{Db, Sql, insert_rows, write_tx};
use maillage::error::Error;
use sea_orm::{ConnectionTrait, Value};

/// Rows of one transaction.
pub const BATCH: usize = 20_000;

/// Puts rows into a table, past all rules.
pub async fn put(
    db: &Db,
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<()> {
    let rows = &rows;
    write_tx(db, |tx| async move {
        if !db.is_embedded() {
            // the rows name what was read from the database: no need to look it up for each of them
            Sql::new("set local session_replication_role = replica").run(&*tx).await?;
        }
        insert_rows(&*tx, table, columns, rows.clone()).await
    })
    .await
    .map_err(Error::into_anyhow)
}

/// Indexes taken off a table while it is filled.
pub struct Indexes(Vec<String>);

impl Indexes {
    /// Takes them off these tables, those of keys excepted.
    pub async fn take_off(db: &Db, tables: &[&str]) -> Result<Self> {
        let list = tables.iter().map(|table| format!("'{table}'")).collect::<Vec<_>>().join(", ");
        let known = if db.is_embedded() {
            format!(
                "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ({list})"
            )
        } else {
            format!(
                "select indexname::text, indexdef from pg_indexes where schemaname = 'public' \
                 and tablename in ({list}) and not exists (select 1 from pg_constraint \
                 where conindid = (schemaname || '.' || indexname)::regclass)"
            )
        };
        let mut made = Vec::new();
        for mut row in Sql::new(known).all(db.reader()).await.map_err(Error::into_anyhow)? {
            let name: String = row.take().map_err(Error::into_anyhow)?;
            made.push(row.take().map_err(Error::into_anyhow)?);
            db.owner().execute_unprepared(&format!("drop index {name}")).await?;
        }
        Ok(Self(made))
    }

    /// Makes them anew.
    pub async fn put_back(self, db: &Db) -> Result<()> {
        for statement in self.0 {
            db.owner().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// What a database does by itself in time: PostgreSQL counts its rows; the log of SQLite comes into the file.
pub async fn settle(db: &Db) -> Result<()> {
    let statements: &[&str] = if db.is_embedded() {
        &["pragma wal_checkpoint(truncate)"]
    } else {
        &["vacuum analyze", "checkpoint"]
    };
    for statement in statements {
        db.owner().execute_unprepared(statement).await?;
    }
    Ok(())
}
