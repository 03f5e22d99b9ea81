use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use maillage::db::{Db, Settings, migrate};
use maillage::reference::{load_cog, load_vocabularies};
use maillage::world::World;
use sea_orm::{ConnectionTrait, Database};
use tokio::sync::OnceCell;

use super::slice;

/// A database of its own: a copy of one that was migrated and filled once.
pub async fn fresh(folder: &Path) -> Db {
    match server() {
        Some(server) => cloned(&server).await,
        None => copied(folder).await,
    }
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

async fn copied(folder: &Path) -> Db {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(|| async {
        let folder = tempfile::tempdir().unwrap();
        let db = filled(&Settings { readers: 1, ..Settings::default() }, folder.path()).await;
        db.close().await.unwrap();
        std::fs::read(folder.path().join("maillage.db")).unwrap()
    });
    std::fs::write(folder.join("maillage.db"), template.await).unwrap();
    Db::open(&Settings { readers: 2, ..Settings::default() }, folder).await.unwrap()
}

async fn cloned(server: &str) -> Db {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("maillage_template_{}", std::process::id());
            run(server, &format!("create database {name}")).await;
            let db = filled(&settings(server, &name), Path::new("")).await;
            db.close().await.unwrap();
            name
        })
        .await;
    let name = unused("test");
    run(server, &format!("create database {name} template {template}")).await;
    Db::open(&settings(server, &name), Path::new("")).await.unwrap()
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

async fn filled(settings: &Settings, folder: &Path) -> Db {
    let db = Db::open(settings, folder).await.unwrap();
    migrate(&db).await.unwrap();
    load_cog(&db, &slice::cog()).await.unwrap();
    load_vocabularies(&db, &maillage::reference::source::embedded_schemes().unwrap()).await.unwrap();
    let start = super::START.parse().unwrap();
    maillage::programme::template::load_shipped(&db, &World::seeded(move || start, 1)).await.unwrap();
    db
}
