use disclosure::{Node, Rules, isolated};
use entity::TerritoryId;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rules::Registered;
use crate::db::{Sql, Tx};
use crate::error::Result;
use crate::insight::figures::Atlas;
use crate::trail::Stamp;

/// Whether a perimeter is registered.
pub async fn is_registered(db: &impl ConnectionTrait, id: TerritoryId) -> Result<bool> {
    let mut sql = Sql::new("select 1 from perimeter_registration where perimeter_id = ");
    sql.bind(id);
    Ok(sql.first(db).await?.is_some())
}

/// Whether a perimeter would single out too few of the directory's organisations against some territory.
pub async fn isolates(
    db: &impl ConnectionTrait,
    id: TerritoryId,
    atlas: &Atlas,
    rules: &Rules,
) -> Result<bool> {
    let mut sql = Sql::new("select territory_id from territory_part where perimeter_id = ");
    sql.bind(id);
    let mut units: Vec<Node> = Vec::new();
    for mut row in sql.all(db).await? {
        units.extend(atlas.find(row.take()?));
    }
    let mut organisations = vec![0_u64; atlas.axes.territory.len()];
    let sql = Sql::new(
        "select territory_id, count(*) from structure where deleted_at is null and merged_into is null \
         and territory_id is not null group by territory_id",
    );
    for mut row in sql.all(db).await? {
        let (place, count): (Uuid, i64) = (row.take()?, row.take()?);
        let own = atlas.find(place).and_then(|node| organisations.get_mut(node.0 as usize));
        if let Some(own) = own {
            *own += count.unsigned_abs();
        }
    }
    Ok(units.is_empty() || !isolated(&atlas.axes.territory, &units, &organisations, rules).is_empty())
}

/// Registers a perimeter.
pub async fn add(tx: &Tx, stamp: &Stamp, registered: &Registered) -> Result<()> {
    let mut sql =
        Sql::new("insert into perimeter_registration (perimeter_id, registered_at, registered_by) values (");
    sql.bind(registered.perimeter).push(", ").bind(stamp.at).push(", ").bind(registered.by).push(")");
    sql.run(&**tx).await?;
    Ok(())
}
