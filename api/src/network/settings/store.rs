use entity::network_setting;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::rules::{Changed, Thresholds};
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::trail::Stamp;

const NAME: &str = "disclosure";

/// The thresholds in force, never below the floors.
pub async fn thresholds(db: &impl ConnectionTrait) -> Result<Thresholds> {
    Ok(current(db).await?.0)
}

/// The thresholds in force and their version; 0 while nothing was ever set.
pub(super) async fn current(db: &impl ConnectionTrait) -> Result<(Thresholds, i32)> {
    let mut sql = Sql::new("select value, version from network_setting where name = ");
    sql.bind(NAME);
    let Some(mut row) = sql.first(db).await? else { return Ok((Thresholds::default(), 0)) };
    let stored: Thresholds = serde_json::from_value(row.take()?).map_err(Error::internal)?;
    Ok((stored.above_floors(), row.take()?))
}

/// Keeps new thresholds; false when somebody else was first.
pub(super) async fn keep(tx: &Tx, stamp: &Stamp, changed: &Changed, version: i32) -> Result<bool> {
    let value = serde_json::to_value(changed.thresholds()).map_err(Error::internal)?;
    let row = network_setting::Model {
        name: NAME.to_owned(),
        value: value.clone(),
        version: version + 1,
        updated_at: stamp.at,
    };
    if version == 0 {
        network_setting::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
        return Ok(true);
    }
    let mut sql = Sql::new("update network_setting set version = version + 1, value = ");
    sql.bind(value).push(", updated_at = ").bind(stamp.at);
    sql.push(" where name = ").bind(NAME).push(" and version = ").bind(version);
    Ok(sql.run(&**tx).await? == 1)
}
