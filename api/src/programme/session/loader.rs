use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::{PartnerId, SessionId, SessionSeriesId, resource};

use super::store;
use crate::access::{Loaders, lists};
use crate::error::Error;
use crate::programme::means::Resource;

lists! {
    SessionId in store:
    /// Key: who speaks in a session, whether the reader may see them or not.
    SpeakersOf: PartnerId = speakers_of, |id| id;
}

/// Key: what a session takes up besides its speakers, for the team of its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourcesOf(pub SessionId, pub i32);

impl Loader<ResourcesOf> for Loaders {
    type Value = Vec<Resource>;
    type Error = Error;

    async fn load(&self, keys: &[ResourcesOf]) -> Result<HashMap<ResourcesOf, Vec<Resource>>, Error> {
        let ids: Vec<SessionId> = keys.iter().map(|key| key.0).collect();
        let mut found = store::resources_of(self.0.db.reader(), &self.0.actor, &ids).await?;
        let mut wrap = |id| found.remove(&id).unwrap_or_default().into_iter().map(wrapped).collect();
        Ok(keys.iter().map(|key| (*key, wrap(key.0))).collect())
    }
}

fn wrapped(row: resource::Model) -> Resource {
    Resource(Arc::new(row))
}

/// Key: the rule that repeats sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuleOf(pub SessionSeriesId);

impl Loader<RuleOf> for Loaders {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[RuleOf]) -> Result<HashMap<RuleOf, String>, Error> {
        let ids: Vec<SessionSeriesId> = keys.iter().map(|key| key.0).collect();
        let rules = store::rules_of(self.0.db.reader(), &ids).await?;
        Ok(rules.into_iter().map(|(id, rule)| (RuleOf(id), rule)).collect())
    }
}
