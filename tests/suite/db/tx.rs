use maillage::db::{Sql, Tx, snapshot_tx};
use maillage::error::Error;

use crate::harness::Network;

async fn settings(tx: &Tx) -> Result<usize, Error> {
    Ok(Sql::new("select name from network_setting").all(&**tx).await?.len())
}

#[tokio::test]
async fn work_on_a_snapshot_sees_one_moment_whatever_others_commit() {
    let network = Network::new().await;
    let (db, now) = (network.db.clone(), network.world.now());
    let other = tokio::spawn(async move {
        // Behind the first read of the snapshot; the embedded database lets it write only after the commit.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let mut sql =
            Sql::new("insert into network_setting (name, value, version, updated_at) values ('x', '1', 1, ");
        sql.bind(now).push(")");
        sql.run(db.owner()).await.map(|_| ()).map_err(|error| format!("{error:?}"))
    });
    let counted = snapshot_tx(&network.db, |tx| async move {
        let before = settings(&tx).await?;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        Ok::<_, Error>((before, settings(&tx).await?))
    });
    let (before, after) = counted.await.unwrap();
    assert_eq!(before, after);
    other.await.unwrap().unwrap();
    assert_eq!(
        network.number("select count(*) from network_setting").await,
        i64::try_from(before).unwrap() + 1
    );
}
