use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{LeadStatus, ProgrammeId};

use super::object::Programme;
use super::store;
use crate::access::Loaders;
use crate::error::Error;
use crate::network::member::Member;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

impl Loader<ProgrammeId> for Loaders {
    type Value = Programme;
    type Error = Error;

    async fn load(&self, ids: &[ProgrammeId]) -> Result<HashMap<ProgrammeId, Programme>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Programme::new(row))).collect())
    }
}

/// A key is a programme, with its version so that a change is never answered from before it.
macro_rules! lists {
    ($($(#[$doc:meta])* $key:ident: $item:ty = $find:ident, $wrap:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $key(pub ProgrammeId, pub i32);

        impl Loader<$key> for Loaders {
            type Value = Vec<$item>;
            type Error = Error;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Vec<$item>>, Error> {
                let ids: Vec<ProgrammeId> = keys.iter().map(|key| key.0).collect();
                let mut found: HashMap<ProgrammeId, Vec<$item>> = HashMap::new();
                for (of, row) in store::$find(self.0.db.reader(), &ids).await? {
                    found.entry(of).or_default().push($wrap(row));
                }
                Ok(keys.iter().map(|key| (*key, found.remove(&key.0).unwrap_or_default())).collect())
            }
        }
    )*};
}

lists! {
    /// Key: sectors, themes, publics and career stages of a programme.
    TermsOf: Term = terms_of, Term::new;
    /// Key: where those come from whom a programme is for.
    ZonesOf: Territory = zones_of, Territory::new;
    /// Key: the member structures that lead a programme or are asked to.
    LeadsOf: (Member, LeadStatus) = leads_of, |(row, status)| (Member::new(row), status);
}
