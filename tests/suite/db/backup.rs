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

/// What an interrupted start, a power cut or a wrong command may leave in the place of the database.
#[tokio::test]
async fn an_operator_restores_over_a_damaged_database_which_is_kept_with_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let (place, log) = (folder.path().join("maillage.db"), folder.path().join("maillage.db-wal"));
    let copy = folder.path().join("copy.db");
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    note(&db, "before").await;
    backup(&db, &copy).await.unwrap();
    db.close().await.unwrap();

    std::fs::write(&place, "not a database any more").unwrap();
    std::fs::write(&log, "nor its log").unwrap();
    let kept = restore(&copy, folder.path(), World::real().now()).await.unwrap().unwrap();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "not a database any more");
    assert!(!log.exists());
    assert_eq!(settings_named(&embedded(folder.path()).await, "before").await, 1);
}

#[tokio::test]
async fn a_log_without_its_database_is_not_taken_for_that_of_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (place, log) = (folder.path().join("maillage.db"), folder.path().join("maillage.db-wal"));
    let copy = folder.path().join("copy.db");
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    backup(&db, &copy).await.unwrap();
    note(&db, "after").await;
    // as it stands while the server works: what was written last is in the log alone
    let written = std::fs::read(&log).unwrap();
    db.close().await.unwrap();
    std::fs::remove_file(place).unwrap();
    std::fs::write(&log, written).unwrap();

    assert_eq!(restore(&copy, folder.path(), World::real().now()).await.unwrap(), None);
    assert_eq!(settings_named(&embedded(folder.path()).await, "after").await, 0);
}

#[tokio::test]
async fn a_backup_that_was_interrupted_is_not_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let db = embedded(folder.path()).await;
    migrate(&db).await.unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::write(folder.path().join("copy.db.partial"), "half a copy").unwrap();
    backup(&db, &copy).await.unwrap();
    assert!(copy.exists() && !folder.path().join("copy.db.partial").exists());
}

#[tokio::test]
async fn what_is_copied_as_it_is_must_be_there_and_is_not_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let alone = Settings { readers: 1, ..Settings::default() };
    assert!(Db::existing(&alone, folder.path()).await.is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);

    embedded(folder.path()).await.close().await.unwrap();
    let db = Db::existing(&alone, folder.path()).await.unwrap();
    backup(&db, &folder.path().join("copy.db")).await.unwrap();
    let tables = Sql::new("select count(*) from sqlite_master").first(db.reader()).await.unwrap();
    assert_eq!(tables.unwrap().take::<i64>().unwrap(), 0);
}
