use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::CharterId;

use super::object::Charter;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<CharterId> for Loaders {
    type Value = Charter;
    type Error = Error;

    async fn load(&self, ids: &[CharterId]) -> Result<HashMap<CharterId, Charter>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Charter::new(row))).collect())
    }
}
