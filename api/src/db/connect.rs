use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};
use serde::{Deserialize, Serialize};

/// Where the data is, and how hard the database may be pressed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `postgres://...`, or nothing for the embedded database in the data directory.
    pub url: Option<String>,
    /// Connections for reading.
    pub readers: u32,
    /// Connections for writing on PostgreSQL; SQLite has one writer.
    pub writers: u32,
    /// Longest wait for a connection, in seconds.
    pub acquire_seconds: u64,
    /// Longest statement on PostgreSQL, in milliseconds.
    pub statement_millis: u64,
    /// Longest wait for a lock, in milliseconds.
    pub lock_millis: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: None,
            readers: 8,
            writers: 8,
            acquire_seconds: 5,
            statement_millis: 8_000,
            lock_millis: 5_000,
        }
    }
}

/// The database: a pool that reads and one that writes.
#[derive(Clone)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    statements: Arc<AtomicU64>,
}

impl Db {
    /// Opens the database of the settings, or the embedded one in `data_dir`, which is made if absent.
    pub async fn open(settings: &Settings, data_dir: &Path) -> anyhow::Result<Self> {
        if let Some(url) = &settings.url {
            return Self::open_postgres(settings, url).await;
        }
        std::fs::create_dir_all(data_dir).with_context(|| format!("cannot make {}", data_dir.display()))?;
        Self::open_sqlite(settings, &super::backup::file(data_dir), "rwc").await
    }

    /// Opens the database as it is: makes none where there is none.
    pub async fn existing(settings: &Settings, data_dir: &Path) -> anyhow::Result<Self> {
        if let Some(url) = &settings.url {
            return Self::open_postgres(settings, url).await;
        }
        let file = super::backup::file(data_dir);
        ensure!(file.is_file(), "there is no database at {}", file.display());
        Self::open_sqlite(settings, &file, "rw").await
    }

    async fn open_sqlite(settings: &Settings, file: &Path, mode: &str) -> anyhow::Result<Self> {
        let url = format!("sqlite://{}?mode={mode}", file.display());
        let writer =
            settings.connect(&url, 1).await.with_context(|| format!("cannot open {}", file.display()))?;
        let reader = settings.connect(&url, settings.readers).await?;
        Ok(Self::of(reader, writer))
    }

    async fn open_postgres(settings: &Settings, url: &str) -> anyhow::Result<Self> {
        let writer = settings.connect(url, settings.writers).await.context("cannot reach PostgreSQL")?;
        let reader = settings.connect(url, settings.readers).await?;
        Ok(Self::of(reader, writer))
    }

    fn of(mut reader: DatabaseConnection, mut writer: DatabaseConnection) -> Self {
        let statements = Arc::new(AtomicU64::new(0));
        for connection in [&mut reader, &mut writer] {
            let counter = Arc::clone(&statements);
            connection.set_metric_callback(move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            });
        }
        Self { reader, writer, statements }
    }

    /// Where reads go.
    pub const fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    pub(super) const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The connection that may change tables: migrations only.
    pub const fn owner(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Whether this is the embedded database.
    pub fn is_embedded(&self) -> bool {
        self.reader.get_database_backend() == DbBackend::Sqlite
    }

    /// Statements sent since the start, transactions' own words left out.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Closes both pools.
    pub async fn close(self) -> anyhow::Result<()> {
        self.reader.close().await?;
        self.writer.close().await?;
        Ok(())
    }
}

impl Settings {
    async fn connect(&self, url: &str, connections: u32) -> Result<DatabaseConnection, sea_orm::DbErr> {
        let mut options = ConnectOptions::new(url);
        let (statement, lock) = (self.statement_millis, self.lock_millis);
        options
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(Duration::from_secs(self.acquire_seconds))
            .sqlx_logging(false)
            .test_before_acquire(false)
            .map_sqlx_sqlite_opts(move |sqlite| {
                use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                sqlite
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_millis(lock))
                    .statement_cache_capacity(500)
                    .pragma("cache_size", "-16000")
                    .pragma("mmap_size", "0")
                    .pragma("temp_store", "memory")
            })
            .map_sqlx_postgres_opts(move |postgres| {
                let timeouts = [
                    ("statement_timeout", statement.to_string()),
                    ("lock_timeout", lock.to_string()),
                    ("idle_in_transaction_session_timeout", (4 * statement).to_string()),
                    ("timezone", "UTC".to_owned()),
                    ("jit", "off".to_owned()),
                ];
                postgres.options(timeouts).statement_cache_capacity(500)
            });
        Database::connect(options).await
    }
}
