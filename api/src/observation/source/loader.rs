use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::ObservationSourceId;

use super::object::ObservationSource;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<ObservationSourceId> for Loaders {
    type Value = ObservationSource;
    type Error = Error;

    async fn load(
        &self,
        ids: &[ObservationSourceId],
    ) -> Result<HashMap<ObservationSourceId, ObservationSource>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, ObservationSource(Arc::new(row)))).collect())
    }
}
