use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{ObservationId, VerbatimId};

use super::object::Verbatim;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<VerbatimId> for Loaders {
    type Value = Verbatim;
    type Error = Error;

    async fn load(&self, ids: &[VerbatimId]) -> Result<HashMap<VerbatimId, Verbatim>, Error> {
        let found = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(found.into_iter().map(|heard| (heard.row.id, Verbatim::new(heard))).collect())
    }
}

/// Key: the words of an observation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerbatimsOf(pub ObservationId);

impl Loader<VerbatimsOf> for Loaders {
    type Value = Vec<Verbatim>;
    type Error = Error;

    async fn load(&self, keys: &[VerbatimsOf]) -> Result<HashMap<VerbatimsOf, Vec<Verbatim>>, Error> {
        let ids: Vec<ObservationId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<VerbatimsOf, Vec<Verbatim>> = HashMap::new();
        for heard in store::find_by_observations(self.0.db.reader(), &self.0.actor, &ids).await? {
            found.entry(VerbatimsOf(heard.row.observation_id)).or_default().push(Verbatim::new(heard));
        }
        Ok(found)
    }
}
