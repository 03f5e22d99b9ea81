use std::collections::{HashMap, HashSet};

use async_graphql::dataloader::Loader;
use entity::{FieldChangeId, StructureId, structure_identifier};
use uuid::Uuid;

use super::card::Reference;
use super::history::FieldChange;
use super::object::Structure;
use super::rules::{is_masked, reads_inside};
use super::store;
use crate::access::{Loaders, lists};
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;
use crate::trail::history_of;

impl Loader<StructureId> for Loaders {
    type Value = Structure;
    type Error = Error;

    async fn load(&self, ids: &[StructureId]) -> Result<HashMap<StructureId, Structure>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Structure::new(row))).collect())
    }
}

/// Changes of what the reader may read the history of.
impl Loader<FieldChangeId> for Loaders {
    type Value = FieldChange;
    type Error = Error;

    async fn load(&self, ids: &[FieldChangeId]) -> Result<HashMap<FieldChangeId, FieldChange>, Error> {
        if !reads_inside(&self.0.actor) {
            return Ok(HashMap::new());
        }
        let changes = store::find_changes(self.0.db.reader(), ids).await?;
        let of: Vec<StructureId> = changes.iter().map(|change| StructureId(change.object_id)).collect();
        let structures = store::find_by_ids(self.0.db.reader(), &of).await?;
        let open = structures.iter().filter(|row| !is_masked(row, &self.0.actor));
        let open: HashSet<Uuid> = open.map(|row| row.id.0).collect();
        let seen = changes.into_iter().filter(|change| open.contains(&change.object_id));
        Ok(seen.map(|change| (change.id, FieldChange::new(change))).collect())
    }
}

lists! {
    StructureId in store:
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
            let found = history_of(self.0.db.reader(), &parents, &page).await?;
            Ok(found.into_iter().map(|(id, slice)| (id, slice.map(FieldChange::new))).collect())
        })
        .await
    }
}
