use disclosure::{Node, Rules, isolated};
use entity::{TerritoryId, territory};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::rules::Registered;
use crate::db::{Sql, Tx};
use crate::error::Result;
use crate::insight::figures::{Atlas, parts};
use crate::reference::territory::find_by_ids;

/// Whether a perimeter would single out a commune or too few of the directory's organisations against
/// some territory, perimeters registered before included.
pub async fn isolates(
    db: &impl ConnectionTrait,
    id: TerritoryId,
    atlas: &Atlas,
    rules: &Rules,
) -> Result<bool> {
    let mut sql = parts();
    sql.push(" where t.kind <> 'PERIMETER' and unit.perimeter_id = ").bind(id);
    let mut units: Vec<Node> = Vec::new();
    for mut row in sql.all(db).await? {
        let (_, unit): (Uuid, Uuid) = (row.take()?, row.take()?);
        units.extend(atlas.find(unit));
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

/// A territory as it stands now.
pub async fn lookup(db: &impl ConnectionTrait, id: TerritoryId) -> Result<Option<territory::Model>> {
    Ok(find_by_ids(db, &[id]).await?.into_iter().next())
}

/// Registers a perimeter; its version tells every server that the axes have changed. False when it is no longer as it
/// was judged.
pub async fn register(tx: &Tx, registered: &Registered) -> Result<bool> {
    let mut sql = Sql::new("update territory set registered = true, version = version + 1 where id = ");
    sql.bind(registered.perimeter()).push(" and not registered and version = ").bind(registered.version());
    Ok(sql.run(&**tx).await? == 1)
}
