use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::EditionId;

use super::store;
use crate::access::Loaders;
use crate::error::Error;

/// Key: which part of what was noted of an edition's sessions says that somebody was there; for its team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AttendanceRateOf(pub EditionId);

impl Loader<AttendanceRateOf> for Loaders {
    type Value = f64;
    type Error = Error;

    async fn load(&self, keys: &[AttendanceRateOf]) -> Result<HashMap<AttendanceRateOf, f64>, Error> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let found = store::rates(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, rate)| (AttendanceRateOf(id), rate)).collect())
    }
}
