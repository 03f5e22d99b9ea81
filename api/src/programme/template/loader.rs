use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::ProgrammeTemplateId;

use super::object::ProgrammeTemplate;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<ProgrammeTemplateId> for Loaders {
    type Value = ProgrammeTemplate;
    type Error = Error;

    async fn load(
        &self,
        ids: &[ProgrammeTemplateId],
    ) -> Result<HashMap<ProgrammeTemplateId, ProgrammeTemplate>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, ProgrammeTemplate(Arc::new(row)))).collect())
    }
}
