use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::{ConsultationId, consultation_offer};

use super::store;
use crate::access::Loaders;
use crate::error::Error;

/// Key: all offers of a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OffersOf(pub ConsultationId);

impl Loader<OffersOf> for Loaders {
    type Value = Arc<Vec<consultation_offer::Model>>;
    type Error = Error;

    async fn load(&self, keys: &[OffersOf]) -> Result<HashMap<OffersOf, Self::Value>, Error> {
        let ids: Vec<ConsultationId> = keys.iter().map(|key| key.0).collect();
        let found = store::offers_of(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, offers)| (OffersOf(id), Arc::new(offers))).collect())
    }
}
