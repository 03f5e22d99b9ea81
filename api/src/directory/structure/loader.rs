use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{StructureId, structure_identifier};

use super::card::Reference;
use super::history::FieldChange;
use super::object::Structure;
use super::store;
use crate::access::Loaders;
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

impl Loader<StructureId> for Loaders {
    type Value = Structure;
    type Error = Error;

    async fn load(&self, ids: &[StructureId]) -> Result<HashMap<StructureId, Structure>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Structure::new(row))).collect())
    }
}

/// A key is a structure, with its version so that a change is never answered from before it; each key gets its
/// list, an empty one too.
macro_rules! lists {
    ($($(#[$doc:meta])* $key:ident: $item:ty = $find:ident, $wrap:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $key(pub StructureId, pub i32);

        impl Loader<$key> for Loaders {
            type Value = Vec<$item>;
            type Error = Error;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Vec<$item>>, Error> {
                let ids: Vec<StructureId> = keys.iter().map(|key| key.0).collect();
                let mut found = store::$find(self.0.db.reader(), &ids).await?;
                let mut wrap = |id| found.remove(&id).unwrap_or_default().into_iter().map($wrap).collect();
                Ok(keys.iter().map(|key| (*key, wrap(key.0))).collect())
            }
        }
    )*};
}

lists! {
    /// Key: kinds, other sectors and functions, activities of a structure.
    TermsOf: Term = terms_of, Term::new;
    /// Key: identifiers of a structure.
    IdentifiersOf: structure_identifier::Model = identifiers_of, std::convert::identity;
    /// Key: where a structure intervenes.
    ZonesOf: Territory = zones_of, Territory::new;
    /// Key: a structure's keys in other systems.
    ReferencesOf: Reference = references_of, std::convert::identity;
}

/// Key: a page of the history of a structure at a version.
pub type HistoryOf = Nested<StructureId, i32>;

impl Loader<HistoryOf> for Loaders {
    type Value = Slice<FieldChange>;
    type Error = Error;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Slice<FieldChange>>, Error> {
        load_nested(keys, |parents, _, page| async move {
            let found = store::history(self.0.db.reader(), &parents, &page).await?;
            Ok(found.into_iter().map(|(id, slice)| (id, slice.map(FieldChange::new))).collect())
        })
        .await
    }
}
