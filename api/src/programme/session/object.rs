use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{EditionId, attendance, session};
use futures_util::future::try_join_all;
use serde_json::json;

use super::loader::{ResourcesOf, RuleOf, SpeakersOf};
use super::store;
use crate::access::{Loaders, Request, Scope};
use crate::db::KeyPart;
use crate::directory::partner::Partner;
use crate::error::{Error, Result};
use crate::graphql::{Connection, PageArguments, id_text};
use crate::programme::attendance::Attendance;
use crate::programme::edition::Edition;
use crate::programme::means::Resource;
use crate::programme::phase::Phase;
use crate::programme::record::{self, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_edition;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;
use crate::trail::FieldChange;

/// A time at which an edition takes place.
#[derive(Clone, Debug)]
pub struct Session(pub Arc<session::Model>);

record! {
    session::Model, SessionId, Session in "session" of Steered by edition_id,
    below edition_id: EditionId, seen with_edition, for Network,
    Ascending ["x.starts_at" = |row| KeyPart::Instant(row.starts_at)],
    history moved
}

/// When it takes place, before and after.
fn moved(before: &session::Model, after: &session::Model) -> Vec<FieldChange> {
    let times = [("startsAt", before.starts_at, after.starts_at), ("endsAt", before.ends_at, after.ends_at)];
    let differing = times.into_iter().filter(|(_, before, after)| before != after);
    differing
        .map(|(field, before, after)| FieldChange { field, before: json!(before), after: json!(after) })
        .collect()
}

/// Key: the next session of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NextSessionOf(pub EditionId);

impl Loader<NextSessionOf> for Loaders {
    type Value = Session;
    type Error = Error;

    async fn load(&self, keys: &[NextSessionOf]) -> Result<HashMap<NextSessionOf, Session>, Error> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let rows = store::next_of(self.0.db.reader(), &self.0.actor, &ids, self.0.now).await?;
        Ok(rows.into_iter().map(|row| (NextSessionOf(row.edition_id), Session(Arc::new(row)))).collect())
    }
}

/// A time at which an edition takes place. Its link is for the network's members; who sees the edition sees the rest.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Session {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition it belongs to.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// The phase it belongs to.
    async fn phase(&self, ctx: &Context<'_>) -> Result<Option<Phase>> {
        match self.0.phase_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// When it begins.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.0.starts_at
    }

    /// When it ends.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at
    }

    /// The time zone in which its times are meant, a name of the IANA database: `Europe/Paris`, `Indian/Reunion`...
    async fn time_zone(&self) -> &str {
        &self.0.time_zone
    }

    /// The territory where it takes place.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        match self.0.territory_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The place: name and address.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// The address on the web where it takes place remotely; for members of the network.
    async fn link(&self, ctx: &Context<'_>) -> Option<&str> {
        let inside = |request: Request| request.actor.reads_network(Scope::ProgrammesRead);
        self.0.link.as_deref().filter(|_| Request::of(ctx).is_ok_and(inside))
    }

    /// Individual or collective, on site or remote: a term of the vocabulary `modality`.
    async fn modality(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match self.0.modality_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// How many people it has room for; null where nothing limits it.
    async fn capacity(&self) -> Option<i32> {
        self.0.capacity
    }

    /// Whether it is one of several that a rule repeats.
    async fn recurring(&self) -> bool {
        self.0.series_id.is_some()
    }

    /// The rule that repeats it, as RFC 5545 writes it; null where it stands alone.
    async fn rule(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.series_id {
            Some(id) => Request::load(ctx, RuleOf(id)).await,
            None => Ok(None),
        }
    }

    /// Who speaks in it, of those that the reader may see; at most 20.
    async fn speakers(&self, ctx: &Context<'_>) -> Result<Vec<Partner>> {
        let ids = Request::load(ctx, SpeakersOf(self.0.id, self.0.version)).await?.unwrap_or_default();
        let found = try_join_all(ids.into_iter().map(|id| Request::load(ctx, id))).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The rooms, equipment and people it takes up, by name; at most 20, for the team of its edition.
    async fn resources(&self, ctx: &Context<'_>) -> Result<Vec<Resource>> {
        Ok(Request::load(ctx, ResourcesOf(self.0.id, self.0.version)).await?.unwrap_or_default())
    }

    /// When it was cancelled; null while it stands.
    async fn cancelled_at(&self) -> Option<DateTime<Utc>> {
        self.0.cancelled_at
    }

    /// Why it was cancelled.
    async fn cancel_reason(&self) -> Option<&str> {
        self.0.cancel_reason.as_deref()
    }

    /// Who was there, as noted; for the team of its edition.
    async fn attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Attendance>> {
        let page = PageArguments { first, after, last, before };
        record::page::<attendance::Model>(ctx, self.0.id, page).await
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
