use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::{ObjectiveId, ObservationId};

use super::object::Objective;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

/// Key: the observations that justify an objective, at a version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EvidenceOf(pub ObjectiveId, pub i32);

impl Loader<EvidenceOf> for Loaders {
    type Value = Vec<ObservationId>;
    type Error = Error;

    async fn load(&self, keys: &[EvidenceOf]) -> Result<HashMap<EvidenceOf, Vec<ObservationId>>, Error> {
        let ids: Vec<ObjectiveId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<ObjectiveId, Vec<ObservationId>> = HashMap::new();
        for (objective, observation) in store::evidence_of(self.0.db.reader(), &ids).await? {
            found.entry(objective).or_default().push(observation);
        }
        Ok(keys.iter().map(|key| (*key, found.remove(&key.0).unwrap_or_default())).collect())
    }
}

/// Key: the objectives that an observation justifies, as far as the reader may see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectivesOf(pub ObservationId);

impl Loader<ObjectivesOf> for Loaders {
    type Value = Vec<Objective>;
    type Error = Error;

    async fn load(&self, keys: &[ObjectivesOf]) -> Result<HashMap<ObjectivesOf, Vec<Objective>>, Error> {
        let ids: Vec<ObservationId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<ObjectivesOf, Vec<Objective>> = HashMap::new();
        for (of, row) in store::justified(self.0.db.reader(), &self.0.actor, &ids).await? {
            found.entry(ObjectivesOf(of)).or_default().push(Objective(Arc::new(row)));
        }
        Ok(found)
    }
}
