use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::StructureId;

use super::object::Structure;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<StructureId> for Loaders {
    type Value = Structure;
    type Error = Error;

    async fn load(&self, ids: &[StructureId]) -> Result<HashMap<StructureId, Structure>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Structure::new(row))).collect())
    }
}
