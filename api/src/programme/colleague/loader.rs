use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::AccountId;

use super::object::Colleague;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

/// Key: a person who works or worked for the reader's own member structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColleagueOf(pub AccountId);

impl Loader<ColleagueOf> for Loaders {
    type Value = Colleague;
    type Error = Error;

    async fn load(&self, keys: &[ColleagueOf]) -> Result<HashMap<ColleagueOf, Colleague>, Error> {
        let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
        let found = store::find_by_ids(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(found.into_iter().map(|one| (ColleagueOf(one.account), one)).collect())
    }
}
