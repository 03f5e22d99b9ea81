use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::PolicyFrameworkId;

use super::object::PolicyFramework;
use super::store;
use crate::access::Loaders;
use crate::error::Error;
use crate::reference::vocabulary::Term;

impl Loader<PolicyFrameworkId> for Loaders {
    type Value = PolicyFramework;
    type Error = Error;

    async fn load(
        &self,
        ids: &[PolicyFrameworkId],
    ) -> Result<HashMap<PolicyFrameworkId, PolicyFramework>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, PolicyFramework(Arc::new(row)))).collect())
    }
}

/// Key: the sectors of a framework.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SectorsOf(pub PolicyFrameworkId);

impl Loader<SectorsOf> for Loaders {
    type Value = Vec<Term>;
    type Error = Error;

    async fn load(&self, keys: &[SectorsOf]) -> Result<HashMap<SectorsOf, Vec<Term>>, Error> {
        let ids: Vec<PolicyFrameworkId> = keys.iter().map(|key| key.0).collect();
        let found = store::SECTORS.shown(self.0.db.reader(), &ids).await?;
        let wrap = |rows: Vec<entity::term::Model>| rows.into_iter().map(Term::new).collect();
        Ok(found.into_iter().map(|(id, rows)| (SectorsOf(id), wrap(rows))).collect())
    }
}
