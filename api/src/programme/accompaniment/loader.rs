use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{AccompanimentId, ObservationId, accompaniment_step};

use super::object::Accompaniment;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<AccompanimentId> for Loaders {
    type Value = Accompaniment;
    type Error = Error;

    async fn load(&self, ids: &[AccompanimentId]) -> Result<HashMap<AccompanimentId, Accompaniment>, Error> {
        let found = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(found.into_iter().map(|seen| (seen.row.id, Accompaniment::new(seen))).collect())
    }
}

/// Key: the stages that an accompaniment reached, at a version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepsOf(pub AccompanimentId, pub i32);

impl Loader<StepsOf> for Loaders {
    type Value = Vec<accompaniment_step::Model>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[StepsOf],
    ) -> Result<HashMap<StepsOf, Vec<accompaniment_step::Model>>, Error> {
        let ids: Vec<AccompanimentId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<AccompanimentId, Vec<accompaniment_step::Model>> = HashMap::new();
        for step in store::steps_of(self.0.db.reader(), &self.0.actor, &ids).await? {
            found.entry(step.accompaniment_id).or_default().push(step);
        }
        Ok(keys.iter().map(|key| (*key, found.remove(&key.0).unwrap_or_default())).collect())
    }
}

/// Key: the accompaniments that answer an observation, as far as the reader may see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccompanimentsOf(pub ObservationId);

impl Loader<AccompanimentsOf> for Loaders {
    type Value = Vec<Accompaniment>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[AccompanimentsOf],
    ) -> Result<HashMap<AccompanimentsOf, Vec<Accompaniment>>, Error> {
        let ids: Vec<ObservationId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<AccompanimentsOf, Vec<Accompaniment>> = HashMap::new();
        for (of, seen) in store::answering(self.0.db.reader(), &self.0.actor, &ids).await? {
            found.entry(AccompanimentsOf(of)).or_default().push(Accompaniment::new(seen));
        }
        Ok(found)
    }
}

/// Key: the observations that an accompaniment answers, at a version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObservationsOf(pub AccompanimentId, pub i32);

impl Loader<ObservationsOf> for Loaders {
    type Value = Vec<ObservationId>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[ObservationsOf],
    ) -> Result<HashMap<ObservationsOf, Vec<ObservationId>>, Error> {
        let ids: Vec<AccompanimentId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<AccompanimentId, Vec<ObservationId>> = HashMap::new();
        for (of, id) in store::observations_of(self.0.db.reader(), &self.0.actor, &ids).await? {
            found.entry(of).or_default().push(id);
        }
        Ok(keys.iter().map(|key| (*key, found.remove(&key.0).unwrap_or_default())).collect())
    }
}
