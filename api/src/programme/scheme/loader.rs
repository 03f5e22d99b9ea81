use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::FundingSchemeId;

use super::object::FundingScheme;
use super::store;
use super::store::links::{TERMS, ZONES};
use crate::access::Loaders;
use crate::error::Error;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

impl Loader<FundingSchemeId> for Loaders {
    type Value = FundingScheme;
    type Error = Error;

    async fn load(&self, ids: &[FundingSchemeId]) -> Result<HashMap<FundingSchemeId, FundingScheme>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, FundingScheme::new(row))).collect())
    }
}

/// Key: all terms of a scheme.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TermsOf(pub FundingSchemeId);

impl Loader<TermsOf> for Loaders {
    type Value = Vec<Term>;
    type Error = Error;

    async fn load(&self, keys: &[TermsOf]) -> Result<HashMap<TermsOf, Vec<Term>>, Error> {
        let ids: Vec<FundingSchemeId> = keys.iter().map(|key| key.0).collect();
        let found = TERMS.shown(self.0.db.reader(), &ids).await?;
        let wrap = |rows: Vec<entity::term::Model>| rows.into_iter().map(Term::new).collect();
        Ok(found.into_iter().map(|(id, rows)| (TermsOf(id), wrap(rows))).collect())
    }
}

/// Key: the zones of a scheme.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ZonesOf(pub FundingSchemeId);

impl Loader<ZonesOf> for Loaders {
    type Value = Vec<Territory>;
    type Error = Error;

    async fn load(&self, keys: &[ZonesOf]) -> Result<HashMap<ZonesOf, Vec<Territory>>, Error> {
        let ids: Vec<FundingSchemeId> = keys.iter().map(|key| key.0).collect();
        let found = ZONES.shown_zones(self.0.db.reader(), &ids).await?;
        let wrap = |rows: Vec<entity::territory::Model>| rows.into_iter().map(Territory::new).collect();
        Ok(found.into_iter().map(|(id, rows)| (ZonesOf(id), wrap(rows))).collect())
    }
}

/// Key: the keys of a scheme in other systems, each as system and external id.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeysOf(pub FundingSchemeId);

impl Loader<KeysOf> for Loaders {
    type Value = Vec<(String, String)>;
    type Error = Error;

    async fn load(&self, keys: &[KeysOf]) -> Result<HashMap<KeysOf, Vec<(String, String)>>, Error> {
        let ids: Vec<FundingSchemeId> = keys.iter().map(|key| key.0).collect();
        let found = store::keys_of(self.0.db.reader(), &ids).await?;
        Ok(found.into_iter().map(|(id, keys)| (KeysOf(id), keys)).collect())
    }
}
