use std::collections::HashMap;
use std::convert::identity;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::AgreementId;

use super::object::Agreement;
use super::rules::Party;
use super::store;
use crate::access::{Loaders, lists};
use crate::error::Error;

lists! {
    AgreementId in store:
    /// Key: the parties of an agreement.
    PartiesOf: Party = parties_of, identity;
}

/// Key: the agreement that follows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenewalOf(pub AgreementId);

impl Loader<RenewalOf> for Loaders {
    type Value = Agreement;
    type Error = Error;

    async fn load(&self, keys: &[RenewalOf]) -> Result<HashMap<RenewalOf, Agreement>, Error> {
        let ids: Vec<AgreementId> = keys.iter().map(|key| key.0).collect();
        let rows = store::renewals_of(self.0.db.reader(), &self.0.actor, &ids).await?;
        let follows =
            |row: entity::agreement::Model| Some((RenewalOf(row.renewed_from_id?), Agreement(Arc::new(row))));
        Ok(rows.into_iter().filter_map(follows).collect())
    }
}
