use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{AccountId, MembershipId, account, membership};

use super::super::finder;
use super::object::{Account, Membership};
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<AccountId> for Loaders {
    type Value = Account;
    type Error = Error;

    async fn load(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Account>, Error> {
        let (db, ids) = (self.0.db.reader(), ids.iter().copied().collect());
        let rows = finder::find_by_ids::<account::Model>(db, &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Account::new(row))).collect())
    }
}

impl Loader<MembershipId> for Loaders {
    type Value = Membership;
    type Error = Error;

    async fn load(&self, ids: &[MembershipId]) -> Result<HashMap<MembershipId, Membership>, Error> {
        let (db, ids) = (self.0.db.reader(), ids.iter().copied().collect());
        let rows = finder::find_by_ids::<membership::Model>(db, &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Membership::new(row))).collect())
    }
}

/// Key: the name of an account, for those who see a record that names its author or its referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameOf(pub AccountId);

impl Loader<NameOf> for Loaders {
    type Value = String;
    type Error = Error;

    async fn load(&self, keys: &[NameOf]) -> Result<HashMap<NameOf, String>, Error> {
        let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
        let names = store::names(self.0.db.reader(), &ids).await?;
        Ok(names.into_iter().map(|(id, name)| (NameOf(id), name)).collect())
    }
}
