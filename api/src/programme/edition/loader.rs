use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::EditionId;

use super::object::Edition;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

/// Key: an edition that the reader's member structure leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LedEdition(pub EditionId);

impl Loader<LedEdition> for Loaders {
    type Value = Edition;
    type Error = Error;

    async fn load(&self, keys: &[LedEdition]) -> Result<HashMap<LedEdition, Edition>, Error> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let rows = store::led_by(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(rows.into_iter().map(|row| (LedEdition(row.id), Edition::new(row))).collect())
    }
}

impl Loader<EditionId> for Loaders {
    type Value = Edition;
    type Error = Error;

    async fn load(&self, ids: &[EditionId]) -> Result<HashMap<EditionId, Edition>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Edition::new(row))).collect())
    }
}
