use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Words of a column that differ: (placeholder, SQLite, PostgreSQL).
const WORDS: &[(&str, &str, &str)] = &[
    ("{id}", "blob", "uuid"),
    ("{key}", "text", "text collate \"C\""),
    ("{instant}", "text", "timestamptz"),
    ("{date}", "text", "date"),
    ("{json}", "text", "jsonb"),
    ("{position}", "integer primary key autoincrement", "bigserial primary key"),
    ("{xid}", "bigint not null default 0", "bigint not null default (pg_current_xact_id()::text::bigint)"),
];

/// Runs the statements of `text` (separated by `;`) in the dialect of the database at hand.
pub(crate) async fn apply(manager: &SchemaManager<'_>, text: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let text = WORDS.iter().fold(text.to_owned(), |text, (word, lite, postgres)| {
        text.replace(word, if sqlite { lite } else { postgres })
    });
    for statement in text.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
