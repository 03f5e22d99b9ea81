use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{TerritoryId, territory_alias};

use super::object::{Territory, TerritoryAliasLabel};
use super::store::{self, Descent};
use crate::access::Loaders;
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};

impl Loader<TerritoryId> for Loaders {
    type Value = Territory;
    type Error = Error;

    async fn load(&self, ids: &[TerritoryId]) -> Result<HashMap<TerritoryId, Territory>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Territory::new(row))).collect())
    }
}

/// Key: what contains a territory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AncestorsOf(pub TerritoryId);

impl Loader<AncestorsOf> for Loaders {
    type Value = Vec<Territory>;
    type Error = Error;

    async fn load(&self, keys: &[AncestorsOf]) -> Result<HashMap<AncestorsOf, Vec<Territory>>, Error> {
        let ids: Vec<TerritoryId> = keys.iter().map(|key| key.0).collect();
        let mut found = store::ancestors(self.0.db.reader(), &ids).await?;
        let mut wrap = |id| found.remove(&id).unwrap_or_default().into_iter().map(Territory::new).collect();
        Ok(keys.iter().map(|key| (*key, wrap(key.0))).collect())
    }
}

/// Key: the former and finer codes that lead to a territory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AliasesOf(pub TerritoryId);

impl Loader<AliasesOf> for Loaders {
    type Value = Vec<TerritoryAliasLabel>;
    type Error = Error;

    async fn load(&self, keys: &[AliasesOf]) -> Result<HashMap<AliasesOf, Vec<TerritoryAliasLabel>>, Error> {
        let ids: Vec<TerritoryId> = keys.iter().map(|key| key.0).collect();
        let found = store::aliases(self.0.db.reader(), &ids).await?;
        let wrap = |rows: Vec<territory_alias::Model>| rows.into_iter().map(TerritoryAliasLabel).collect();
        Ok(found.into_iter().map(|(id, rows)| (AliasesOf(id), wrap(rows))).collect())
    }
}

/// Key: a page of what a territory contains, or of the parts of a perimeter.
pub type DescendantsOf = Nested<TerritoryId, Descent>;

impl Loader<DescendantsOf> for Loaders {
    type Value = Slice<Territory>;
    type Error = Error;

    async fn load(&self, keys: &[DescendantsOf]) -> Result<HashMap<DescendantsOf, Slice<Territory>>, Error> {
        let db = self.0.db.reader();
        load_nested(keys, |parents, descent, page| async move {
            let found = store::descendants(db, &parents, &descent, &page).await?;
            Ok(found.into_iter().map(|(id, slice)| (id, slice.map(Territory::new))).collect())
        })
        .await
    }
}
