use async_graphql::{Context, Object};

use super::object::Charter;
use super::store;
use crate::access::Request;
use crate::error::Result;

/// The charter.
#[derive(Default)]
pub struct CharterQuery;

#[Object]
impl CharterQuery {
    /// The data-sharing charter; null where none was published.
    async fn charter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of a version; the one in force when absent.")] version: Option<i32>,
    ) -> Result<Option<Charter>> {
        let request = Request::of(ctx)?;
        Ok(store::find_by_version(request.db.reader(), version).await?.map(Charter::new))
    }
}
