use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use chrono::{DateTime, Utc};

use super::Actor;
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::graphql::{Language, batches};
use crate::trail::Stamp;
use crate::world::World;

/// One request: who asks, when, in which language, of which database. Made once, shared by all resolvers.
#[derive(Clone)]
pub struct Request(Arc<RequestParts>);

/// What a request is made of.
pub struct RequestParts {
    /// The database.
    pub db: Db,
    /// Ids and random values.
    pub world: World,
    /// Who asks.
    pub actor: Actor,
    /// When it came in.
    pub now: DateTime<Utc>,
    /// Language of the answer.
    pub language: Language,
    /// Id of the request.
    pub id: String,
    /// Address of the caller, for throttling.
    pub address: String,
}

impl std::ops::Deref for Request {
    type Target = RequestParts;

    fn deref(&self) -> &RequestParts {
        &self.0
    }
}

/// Batch loaders of one request: each concept's `loader.rs` loads its kind of key. They hold the actor, and
/// what they cache is never shared with another request.
pub struct Loaders(pub Request);

impl Request {
    /// A request of these parts.
    pub fn new(parts: RequestParts) -> Self {
        Self(Arc::new(parts))
    }

    /// The request being answered.
    pub fn of(ctx: &Context<'_>) -> Result<Self> {
        let missing = || Error::internal(anyhow::anyhow!("no request in the context"));
        ctx.data_opt::<Self>().cloned().ok_or_else(missing)
    }

    /// The request being answered, of somebody with an account.
    pub fn of_account(ctx: &Context<'_>) -> Result<Self> {
        let request = Self::of(ctx)?;
        request.require_account()?;
        Ok(request)
    }

    /// Loads one key together with all that other resolvers ask for at the same level.
    pub async fn load<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Loaders as Loader<K>>::Value>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Loaders: Loader<K, Error = Error>,
    {
        Self::loader(ctx)?.load_one(key).await
    }

    /// Gives the loaders what a list statement brought along, so that its neighbours need no query.
    pub async fn feed<K>(
        ctx: &Context<'_>,
        found: impl IntoIterator<Item = (K, <Loaders as Loader<K>>::Value)>,
    ) -> Result<()>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Loaders: Loader<K, Error = Error>,
    {
        Self::loader(ctx)?.feed_many(found).await;
        Ok(())
    }

    fn loader<'a>(ctx: &Context<'a>) -> Result<&'a DataLoader<Loaders, HashMapCache>> {
        ctx.data_opt().ok_or_else(|| Error::internal(anyhow::anyhow!("no loaders in the context")))
    }

    /// The request's loaders, one query for many keys.
    pub fn loaders(self) -> DataLoader<Loaders, HashMapCache> {
        DataLoader::with_cache(Loaders(self), batches::leave, HashMapCache::default()).delay(Duration::ZERO)
    }

    /// Who writes and when.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            author: self.actor.author(),
            at: self.now,
            request_id: self.id.clone(),
            world: self.world.clone(),
        }
    }

    /// Refuses anonymous callers.
    pub fn require_account(&self) -> Result<()> {
        if self.actor.identity().is_some() { Ok(()) } else { Err(Code::Unauthenticated.into()) }
    }
}
