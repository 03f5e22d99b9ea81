use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::ImportRunId;

use super::object::ImportRun;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<ImportRunId> for Loaders {
    type Value = ImportRun;
    type Error = Error;

    async fn load(&self, ids: &[ImportRunId]) -> Result<HashMap<ImportRunId, ImportRun>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, ImportRun::new(row))).collect())
    }
}
