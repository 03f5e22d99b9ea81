//! Where the data is: an embedded database in a folder, or a database of its own on a PostgreSQL server.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use maillage::config::Settings;
use maillage::db::{self, Db};
use sea_orm::ConnectionTrait;

/// A database that is filled and measured.
#[derive(Clone, Debug)]
pub struct Place {
    /// Folder of the embedded database and of the server's keys.
    pub folder: PathBuf,
    /// Where PostgreSQL is; nothing for the embedded database.
    pub url: Option<String>,
}

impl Place {
    /// An embedded one.
    pub fn embedded(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned(), url: None })
    }

    /// A new one on a PostgreSQL server.
    pub async fn postgres(folder: &Path, server: &str) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let (address, _) = server.rsplit_once('/').context("the URL of PostgreSQL names no database")?;
        let name = format!("maillage_bench_{}", std::process::id());
        let connection = sea_orm::Database::connect(server).await?;
        connection.execute_unprepared(&format!("create database {name}")).await?;
        connection.close().await?;
        Ok(Self { folder: folder.to_owned(), url: Some(format!("{address}/{name}")) })
    }

    /// As reports call it.
    pub fn name(&self) -> &'static str {
        if self.url.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// What the server is started with.
    pub fn settings(&self) -> Settings {
        let database = db::Settings { url: self.url.clone(), ..db::Settings::default() };
        Settings { data_dir: self.folder.clone(), database, ..Settings::default() }
    }

    /// For filling: statements may take as long as they need.
    pub async fn open_to_fill(&self) -> Result<Db> {
        let settings = db::Settings { statement_millis: 0, ..self.settings().database };
        Db::open(&settings, &self.folder).await
    }

    /// For the bare server's driver.
    pub fn driver_url(&self) -> String {
        let file = || format!("sqlite://{}", self.folder.join("maillage.db").display());
        self.url.clone().unwrap_or_else(file)
    }
}
