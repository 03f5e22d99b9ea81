use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{LeadStatus, ProgrammeId};

use super::object::Programme;
use super::store;
use crate::access::{Loaders, lists};
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

lists! {
    ProgrammeId in store:
    /// Key: sectors, themes, publics and career stages of a programme.
    TermsOf: Term = terms_of, Term::new;
    /// Key: where those come from whom a programme is for.
    ZonesOf: Territory = zones_of, Territory::new;
    /// Key: the member structures that lead a programme or are asked to.
    LeadsOf: (Member, LeadStatus) = leads_of, |(row, status)| (Member::new(row), status);
}
