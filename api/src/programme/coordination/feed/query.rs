use std::sync::Arc;

use async_graphql::{Context, Object};

use super::object::CalendarFeed;
use super::store;
use crate::access::Request;
use crate::error::Result;

/// Calendar feeds.
#[derive(Default)]
pub struct FeedQuery;

#[Object]
impl FeedQuery {
    /// One's own calendar feeds that are good, the newest first; at most 100.
    async fn calendar_feeds(&self, ctx: &Context<'_>) -> Result<Vec<CalendarFeed>> {
        let request = Request::of(ctx)?;
        let Some(account) = request.actor.account() else { return Ok(Vec::new()) };
        let rows = store::good(request.db.reader(), account).await?;
        Ok(rows.into_iter().map(|row| CalendarFeed(Arc::new(row))).collect())
    }
}
