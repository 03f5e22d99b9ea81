use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::ObservationId;

use super::object::NeedsObservation;
use super::store;
use crate::access::Loaders;
use crate::error::Error;
use crate::reference::vocabulary::Term;

impl Loader<ObservationId> for Loaders {
    type Value = NeedsObservation;
    type Error = Error;

    async fn load(&self, ids: &[ObservationId]) -> Result<HashMap<ObservationId, NeedsObservation>, Error> {
        let found = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(found.into_iter().map(|seen| (seen.id(), NeedsObservation::new(seen))).collect())
    }
}

/// Key: further themes, further sectors and publics of an observation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FurtherTermsOf(pub ObservationId);

impl Loader<FurtherTermsOf> for Loaders {
    type Value = Vec<Term>;
    type Error = Error;

    async fn load(&self, keys: &[FurtherTermsOf]) -> Result<HashMap<FurtherTermsOf, Vec<Term>>, Error> {
        let ids: Vec<ObservationId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<FurtherTermsOf, Vec<Term>> = HashMap::new();
        for (of, row) in store::further_terms(self.0.db.reader(), &ids).await? {
            found.entry(FurtherTermsOf(of)).or_default().push(Term::new(row));
        }
        Ok(found)
    }
}
