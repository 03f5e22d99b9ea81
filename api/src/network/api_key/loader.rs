use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{ApiKeyId, api_key};

use super::super::finder;
use super::object::ApiKey;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<ApiKeyId> for Loaders {
    type Value = ApiKey;
    type Error = Error;

    async fn load(&self, ids: &[ApiKeyId]) -> Result<HashMap<ApiKeyId, ApiKey>, Error> {
        let (db, ids) = (self.0.db.reader(), ids.iter().copied().collect());
        let rows = finder::find_by_ids::<api_key::Model>(db, &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, ApiKey::new(row))).collect())
    }
}
