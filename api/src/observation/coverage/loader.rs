use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::CoverageId;

use super::object::Coverage;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<CoverageId> for Loaders {
    type Value = Coverage;
    type Error = Error;

    async fn load(&self, ids: &[CoverageId]) -> Result<HashMap<CoverageId, Coverage>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Coverage(Arc::new(row)))).collect())
    }
}
