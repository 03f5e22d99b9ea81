use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object};
use entity::{PhaseId, phase};

use super::store;
use crate::access::{Loaders, Request};
use crate::db::KeyPart;
use crate::error::{Error, Result};
use crate::graphql::{Connection, Date, PageArguments, id_text};
use crate::programme::edition::Edition;
use crate::programme::record::{self, record};
use crate::programme::rules::Steered;
use crate::programme::session::Session;
use crate::programme::store::with_edition;
use crate::reference::vocabulary::Term;

/// A step of an edition.
#[derive(Clone, Debug)]
pub struct Phase(pub Arc<phase::Model>);

record! {
    phase::Model, PhaseId, Phase in "phase" of Steered by edition_id,
    below edition_id: EditionId, seen with_edition, for Network,
    Ascending ["x.rank" = |row| KeyPart::Integer(row.rank.into())]
}

/// Key: the phases that a phase waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct DependenciesOf(PhaseId, i32);

impl Loader<DependenciesOf> for Loaders {
    type Value = Vec<PhaseId>;
    type Error = Error;

    async fn load(&self, keys: &[DependenciesOf]) -> Result<HashMap<DependenciesOf, Vec<PhaseId>>, Error> {
        let ids: Vec<PhaseId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<PhaseId, Vec<PhaseId>> = HashMap::new();
        for (phase, other) in store::dependencies_of(self.0.db.reader(), &ids).await? {
            found.entry(phase).or_default().push(other);
        }
        Ok(keys.iter().map(|key| (*key, found.remove(&key.0).unwrap_or_default())).collect())
    }
}

/// A step of an edition: a diagnosis, workshops, peer exchange, a review...
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Phase {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition it belongs to.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Its place among the phases of the edition, from 1.
    async fn rank(&self) -> i32 {
        self.0.rank
    }

    /// Its kind: a term of the vocabulary `format`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.kind_id).await
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is for.
    async fn aim(&self) -> Option<&str> {
        self.0.aim.as_deref()
    }

    /// Individual or collective, on site or remote: a term of the vocabulary `modality`.
    async fn modality(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match self.0.modality_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Tools and methods it uses.
    async fn tools(&self) -> Option<&str> {
        self.0.tools.as_deref()
    }

    /// The first day of its window.
    async fn starts_on(&self) -> Option<Date> {
        self.0.starts_on.map(Into::into)
    }

    /// The last day of its window.
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on.map(Into::into)
    }

    /// The phases that come before it: it begins when they are over.
    async fn depends_on(&self, ctx: &Context<'_>) -> Result<Vec<Phase>> {
        let key = DependenciesOf(self.0.id, self.0.version);
        let ids = Request::load(ctx, key).await?.unwrap_or_default();
        let found = ids.into_iter().map(|id| Request::load(ctx, id));
        Ok(futures_util::future::try_join_all(found).await?.into_iter().flatten().collect())
    }

    /// Its sessions, the earliest first.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Session>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<entity::session::Model>(ctx, ("phase_id", self.0.id.0), page).await
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
