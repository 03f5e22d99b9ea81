use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use maillage::db::{Db, Settings, Sql, migrate};
use maillage::reference::{load_cog, load_vocabularies};
use maillage::world::World;
use sea_orm::{ConnectionTrait, Database};
use tokio::sync::OnceCell;

use super::slice;

/// A database to make copies of.
pub enum Template {
    File(Vec<u8>),
    Database { server: String, name: String },
}

impl Template {
    /// What is in a database now; it is closed.
    pub async fn of(db: Db, folder: &Path) -> Self {
        let Some(server) = server() else {
            db.close().await.unwrap();
            return Self::File(std::fs::read(folder.join("maillage.db")).unwrap());
        };
        let row = Sql::new("select cast(current_database() as text)").first(db.reader()).await.unwrap();
        let name = row.unwrap().take().unwrap();
        db.close().await.unwrap();
        Self::Database { server, name }
    }

    /// A copy.
    pub async fn copy(&self, folder: &Path) -> Db {
        match self {
            Self::File(bytes) => {
                std::fs::write(folder.join("maillage.db"), bytes).unwrap();
                Db::open(&Settings { readers: 2, ..Settings::default() }, folder).await.unwrap()
            }
            Self::Database { server, name: template } => {
                let name = unused("test");
                run(server, &format!("create database {name} template {template}")).await;
                Db::open(&settings(server, &name), Path::new("")).await.unwrap()
            }
        }
    }
}

/// A database of its own: a copy of one that was migrated and filled once.
pub async fn fresh(folder: &Path) -> Db {
    static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
    let filled = || async {
        let folder = tempfile::tempdir().unwrap();
        let db = empty(folder.path()).await;
        fill(&db).await;
        Template::of(db, folder.path()).await
    };
    TEMPLATE.get_or_init(filled).await.copy(folder).await
}

/// A database of its own with tables and nothing in them.
pub async fn empty(folder: &Path) -> Db {
    let settings = match server() {
        Some(server) => {
            let name = unused("empty");
            run(&server, &format!("create database {name}")).await;
            settings(&server, &name)
        }
        None => Settings { readers: 2, ..Settings::default() },
    };
    let db = Db::open(&settings, folder).await.unwrap();
    migrate(&db).await.unwrap();
    db
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

fn unused(kind: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("maillage_{kind}_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

fn settings(server: &str, database: &str) -> Settings {
    let (address, _) = server.rsplit_once('/').unwrap();
    Settings { url: Some(format!("{address}/{database}")), readers: 2, writers: 2, ..Settings::default() }
}

async fn run(server: &str, statement: &str) {
    // Two clones of one template cannot be made at the same moment.
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = TURN.lock().await;
    let connection = Database::connect(server).await.unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}

async fn fill(db: &Db) {
    load_cog(db, &slice::cog()).await.unwrap();
    load_vocabularies(db, &maillage::reference::source::embedded_schemes().unwrap()).await.unwrap();
    let start = super::START.parse().unwrap();
    maillage::programme::template::load_shipped(db, &World::seeded(move || start, 1)).await.unwrap();
}
