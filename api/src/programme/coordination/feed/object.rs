use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::calendar_feed;

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Node, id_text};
use crate::programme::edition::Edition;

/// A secret address to which calendars subscribe.
#[derive(Clone, Debug)]
pub struct CalendarFeed(pub Arc<calendar_feed::Model>);

impl Node for CalendarFeed {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// A secret address to which calendars subscribe; known to whom it belongs. The address itself was shown once.
#[Object]
impl CalendarFeed {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition it shows; null for all that one's member structure leads.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        match self.0.edition_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was revoked; null while it is good.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// A new feed, at the only moment when its address is whole.
#[derive(SimpleObject)]
pub struct IssuedCalendarFeed {
    /// What is kept of it.
    pub calendar_feed: CalendarFeed,
    /// Path of the address on this server, `/calendar/….ics`. It is never shown again, and whoever has it reads the feed.
    pub path: String,
}
