use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{PartnerId, StructureId};

use super::object::{Partner, PartnerAbsence};
use super::store;
use crate::access::{Loaders, lists};
use crate::error::Error;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

impl Loader<PartnerId> for Loaders {
    type Value = Partner;
    type Error = Error;

    async fn load(&self, ids: &[PartnerId]) -> Result<HashMap<PartnerId, Partner>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|seen| (seen.row.id, Partner::new(seen))).collect())
    }
}

/// Key: the partner that a structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartnerOf(pub StructureId);

impl Loader<PartnerOf> for Loaders {
    type Value = Partner;
    type Error = Error;

    async fn load(&self, keys: &[PartnerOf]) -> Result<HashMap<PartnerOf, Partner>, Error> {
        let ids: Vec<StructureId> = keys.iter().map(|key| key.0).collect();
        let rows = store::find_by_structures(self.0.db.reader(), &self.0.actor, &ids).await?;
        let of = |seen: store::Seen| Some((PartnerOf(seen.row.structure_id?), Partner::new(seen)));
        Ok(rows.into_iter().filter_map(of).collect())
    }
}

lists! {
    PartnerId in store:
    /// Key: terms of a partner, of all its fields.
    TermsOf: Term = terms_of, Term::new;
    /// Key: where a partner intervenes.
    ZonesOf: Territory = zones_of, Territory::new;
    /// Key: when a partner is away.
    AbsencesOf: PartnerAbsence = absences_of, PartnerAbsence::from;
}
