use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::observation_source;

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::reference::vocabulary::Term;

/// An interview, a meeting, a document that observations come from.
#[derive(Clone, Debug)]
pub struct ObservationSource(pub Arc<observation_source::Model>);

impl Node for ObservationSource {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// An interview, a meeting, a document that observations come from; seen by its member structure alone.
#[Object]
impl ObservationSource {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What it is: a term of the vocabulary `source-kind`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.kind_id).await
    }

    /// What the member calls it.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its day; null where none was given.
    async fn dated_on(&self) -> Option<Date> {
        self.0.dated_on.map(Into::into)
    }

    /// When it was recorded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
