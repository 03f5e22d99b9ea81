use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::AuthorisationId;

use super::object::{AttributionNote, Authorisation};
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<AuthorisationId> for Loaders {
    type Value = Authorisation;
    type Error = Error;

    async fn load(&self, ids: &[AuthorisationId]) -> Result<HashMap<AuthorisationId, Authorisation>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Authorisation(Arc::new(row)))).collect())
    }
}

/// Key: source and licence of an authorisation that the reader met on an observation shared with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AttributionOf(pub AuthorisationId);

impl Loader<AttributionOf> for Loaders {
    type Value = AttributionNote;
    type Error = Error;

    async fn load(&self, keys: &[AttributionOf]) -> Result<HashMap<AttributionOf, AttributionNote>, Error> {
        let ids: Vec<AuthorisationId> = keys.iter().map(|key| key.0).collect();
        let found = store::attributions(self.0.db.reader(), &ids).await?;
        Ok(found.into_iter().map(|(id, attribution)| (AttributionOf(id), attribution)).collect())
    }
}
