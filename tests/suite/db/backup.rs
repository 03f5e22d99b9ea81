use std::path::Path;

use maillage::db::{Db, Settings, Sql, backup, migrate, restore};
use maillage::world::World;

/// Backups are those of the embedded database, whichever one the other tests run on.
async fn embedded(folder: &Path) -> Db {
    Db::open(&Settings { readers: 1, ..Settings::default() }, folder).await.unwrap()
}

async fn settings_named(db: &Db, name: &str) -> usize {
    let mut sql = Sql::new("select name from network_setting where name = ");
    sql.bind(name);
    sql.all(db.reader()).await.unwrap().len()
}

async fn note(db: &Db, name: &str) {
    let mut sql = Sql::new("insert into network_setting (name, value, version, updated_at) values (");
    sql.bind(name).push(", '1', 1, '2028-02-29T00:00:00+00:00')");
    sql.run(db.owner()).await.unwrap();
}

#[tokio::test]
async fn an_operator_restores_what_was_there_at_the_backup_and_loses_nothing_of_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    note(&db, "before").await;
    backup(&db, &copy).await.unwrap();
    note(&db, "after").await;
    db.close().await.unwrap();

    let kept = restore(&copy, folder.path(), World::real().now()).await.unwrap().unwrap();
    let db = embedded(folder.path()).await;
    assert_eq!((settings_named(&db, "before").await, settings_named(&db, "after").await), (1, 0));
    db.close().await.unwrap();

    restore(&kept, folder.path(), World::real().now() + chrono::TimeDelta::seconds(2)).await.unwrap();
    let db = embedded(folder.path()).await;
    assert_eq!(settings_named(&db, "after").await, 1);
}

#[tokio::test]
async fn an_operator_cannot_restore_a_damaged_or_foreign_file() {
    let folder = tempfile::tempdir().unwrap();
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    note(&db, "kept").await;
    db.close().await.unwrap();
    for content in [&b"not a database at all"[..], b""] {
        let file = folder.path().join("wrong.db");
        std::fs::write(&file, content).unwrap();
        assert!(restore(&file, folder.path(), World::real().now()).await.is_err());
    }
    assert_eq!(settings_named(&embedded(folder.path()).await, "kept").await, 1);
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    let file = folder.path().join("there.db");
    std::fs::write(&file, "precious").unwrap();
    assert!(backup(&db, &file).await.is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
}
