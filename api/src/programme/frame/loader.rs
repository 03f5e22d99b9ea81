use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{LeadStatus, ProgrammeId};

use super::object::{Programme, ProgrammeRevision};
use super::store;
use crate::access::{Loaders, lists};
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};
use crate::network::member::Member;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;
use crate::trail::history_of;

impl Loader<ProgrammeId> for Loaders {
    type Value = Programme;
    type Error = Error;

    async fn load(&self, ids: &[ProgrammeId]) -> Result<HashMap<ProgrammeId, Programme>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Programme::new(row))).collect())
    }
}

/// Key: a page of the history of a programme's frame at a version.
pub type HistoryOf = Nested<ProgrammeId, i32>;

impl Loader<HistoryOf> for Loaders {
    type Value = Slice<ProgrammeRevision>;
    type Error = Error;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Slice<ProgrammeRevision>>, Error> {
        load_nested(keys, |parents, _, page| async move {
            let found = history_of(self.0.db.reader(), &parents, &page).await?;
            Ok(found.into_iter().map(|(id, slice)| (id, slice.map(ProgrammeRevision::new))).collect())
        })
        .await
    }
}

lists! {
    ProgrammeId in store:
    /// Key: sectors, themes, publics and career stages of a programme.
    TermsOf: Term = terms_of, Term::new;
    /// Key: where those come from whom a programme is for.
    ZonesOf: Territory = zones_of, Territory::new;
    /// Key: the member structures that lead a programme or are asked to.
    LeadsOf: (Member, LeadStatus) = leads_of, |(row, status)| (Member::new(row), status);
}
