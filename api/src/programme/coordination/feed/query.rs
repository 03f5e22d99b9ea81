use std::sync::Arc;

use async_graphql::{Context, Object};

use super::object::CalendarFeed;
use super::store;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};

/// Calendar feeds.
#[derive(Default)]
pub struct FeedQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl FeedQuery {
    /// One's own calendar feeds that are good, the newest first.
    async fn calendar_feeds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<CalendarFeed>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("calendarFeeds", "NEWEST", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &page).await?;
        let count = Connection::<CalendarFeed>::counting(move || {
            let request = request.clone();
            async move { store::count(request.db.reader(), &request.actor).await }
        });
        Ok(Connection::new(slice.map(|row| CalendarFeed(Arc::new(row))), &binding, count))
    }
}
