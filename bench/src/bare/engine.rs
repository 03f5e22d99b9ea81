//! The same few lines for each driver, which are different types.

/// Makes a module for a driver: how it is opened, the mark of its parameters.
macro_rules! engine {
    ($module:ident, $database:ty, $mark:literal, $begin:literal, $options:expr) => {
        pub mod $module {
            use anyhow::Result;
            use sqlx::pool::PoolOptions;
            use sqlx::query::Query;
            use sqlx::{Database, Pool, Row};

            use crate::bare::value::{Kind, Parameter, Parameters, write_text};
            use crate::bare::{QUESTIONS, Question};
            use crate::named::{file, numbered, statements};

            /// A statement ready to be bound.
            struct Ready {
                text: &'static str,
                names: Vec<String>,
            }

            /// Connections to a database: as many as the server has, one writer on SQLite.
            pub struct Engine {
                readers: Pool<$database>,
                writers: Pool<$database>,
                ready: Vec<Vec<Ready>>,
            }

            impl Engine {
                /// Connects.
                pub async fn open(url: &str) -> Result<Self> {
                    let options = $options(url.parse()?);
                    let pool = |size| PoolOptions::new().max_connections(size).test_before_acquire(false);
                    let writers = if url.starts_with("sqlite:") { 1 } else { 8 };
                    Ok(Self {
                        readers: pool(8).connect_with(options.clone()).await?,
                        writers: pool(writers).connect_with(options).await?,
                        ready: QUESTIONS.iter().map(ready).collect::<Result<_>>()?,
                    })
                }

                /// The JSON body for a question.
                pub async fn answer(&self, place: usize, parameters: &Parameters) -> Result<Vec<u8>> {
                    let question = QUESTIONS.get(place).map(|question| question.columns);
                    match (question, self.ready.get(place).map(Vec::as_slice)) {
                        (Some(columns), Some([one])) => self.rows(one, columns, parameters).await,
                        (_, Some(all)) => self.write(all, parameters).await,
                        _ => Ok(Vec::new()),
                    }
                }

                async fn rows(
                    &self,
                    one: &Ready,
                    columns: &[(&str, Kind)],
                    parameters: &Parameters,
                ) -> Result<Vec<u8>> {
                    let rows = bound(one, parameters)?.fetch_all(&self.readers).await?;
                    let mut out = Vec::with_capacity(256 * (rows.len() + 1));
                    out.push(b'[');
                    for row in &rows {
                        out.extend_from_slice(if out.len() == 1 { b"{" } else { b",{" });
                        for (place, (name, kind)) in columns.iter().enumerate() {
                            out.extend_from_slice(if place == 0 { b"\"" } else { b",\"" });
                            out.extend_from_slice(name.as_bytes());
                            out.extend_from_slice(b"\":");
                            write(&mut out, row, place, *kind)?;
                        }
                        out.push(b'}');
                    }
                    out.push(b']');
                    Ok(out)
                }

                async fn write(&self, all: &[Ready], parameters: &Parameters) -> Result<Vec<u8>> {
                    let mut transaction = self.writers.begin_with($begin).await?;
                    for one in all {
                        bound(one, parameters)?.execute(&mut *transaction).await?;
                    }
                    transaction.commit().await?;
                    Ok(b"{}".to_vec())
                }
            }

            /// Numbered once, kept for ever.
            fn ready(question: &Question) -> Result<Vec<Ready>> {
                let number = |text: String| {
                    let statement = numbered(&text, $mark);
                    Ready { text: statement.text.leak(), names: statement.names }
                };
                let text = file(&format!("sql/bare-{}.sql", question.code))?;
                Ok(statements(&text).into_iter().map(number).collect())
            }

            fn bound<'q>(
                one: &Ready,
                parameters: &Parameters,
            ) -> Result<Query<'q, $database, <$database as Database>::Arguments>> {
                let mut query = sqlx::query(one.text);
                for name in &one.names {
                    query = match parameters.named(name)? {
                        Parameter::Id(id) => query.bind(id),
                        Parameter::Day(day) => query.bind(day),
                        Parameter::Month(month) => query.bind(month),
                        Parameter::At(at) => query.bind(at),
                    };
                }
                Ok(query)
            }

            fn write(
                out: &mut Vec<u8>,
                row: &<$database as Database>::Row,
                place: usize,
                kind: Kind,
            ) -> Result<()> {
                use std::io::Write;
                macro_rules! shown {
                    ($type:ty, $format:literal) => {
                        match row.try_get::<Option<$type>, _>(place)? {
                            Some(value) => write!(out, $format, value)?,
                            None => out.extend_from_slice(b"null"),
                        }
                    };
                }
                match kind {
                    Kind::Id => shown!(uuid::Uuid, "\"{}\""),
                    Kind::Integer => shown!(i32, "{}"),
                    Kind::Long => shown!(i64, "{}"),
                    Kind::Date => shown!(chrono::NaiveDate, "\"{}\""),
                    Kind::At => shown!(chrono::DateTime<chrono::Utc>, "\"{}\""),
                    Kind::Boolean => shown!(bool, "{}"),
                    Kind::Text => match row.try_get::<Option<&str>, _>(place)? {
                        Some(text) => write_text(out, text)?,
                        None => out.extend_from_slice(b"null"),
                    },
                }
                Ok(())
            }
        }
    };
}

engine!(sqlite, sqlx::Sqlite, '?', "begin immediate", crate::bare::engine::sqlite_options);
engine!(postgres, sqlx::Postgres, '$', "begin", crate::bare::engine::postgres_options);

/// As `maillage::db` sets them.
fn sqlite_options(options: sqlx::sqlite::SqliteConnectOptions) -> sqlx::sqlite::SqliteConnectOptions {
    use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(std::time::Duration::from_secs(5))
        .pragma("cache_size", "-16000")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "memory")
}

/// As `maillage::db` sets them.
fn postgres_options(options: sqlx::postgres::PgConnectOptions) -> sqlx::postgres::PgConnectOptions {
    options.options([("jit", "off"), ("timezone", "UTC")])
}
