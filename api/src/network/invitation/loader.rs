use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{InvitationId, invitation};

use super::super::finder;
use super::object::Invitation;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<InvitationId> for Loaders {
    type Value = Invitation;
    type Error = Error;

    async fn load(&self, ids: &[InvitationId]) -> Result<HashMap<InvitationId, Invitation>, Error> {
        let (db, ids) = (self.0.db.reader(), ids.iter().copied().collect());
        let rows = finder::find_by_ids::<invitation::Model>(db, &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Invitation::new(row))).collect())
    }
}
