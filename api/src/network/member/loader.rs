use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::MemberId;

use super::object::Member;
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<MemberId> for Loaders {
    type Value = Member;
    type Error = Error;

    async fn load(&self, ids: &[MemberId]) -> Result<HashMap<MemberId, Member>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Member::new(row))).collect())
    }
}
