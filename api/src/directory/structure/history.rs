use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::field_change;

use crate::access::{Request, Scope};
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Json, Node, id_text};
use crate::network::member::Member;

/// A field of a record before and after a change.
#[derive(Clone, Debug)]
pub struct FieldChange(Arc<field_change::Model>);

impl FieldChange {
    /// Wraps a row.
    pub fn new(row: field_change::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for FieldChange {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.at), KeyPart::Id(self.0.id.0)]
    }
}

/// A field of a record before and after a change.
#[Object]
impl FieldChange {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The field's name.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What it said before: terms and territories by their codes; null where it said nothing.
    async fn before(&self) -> Option<Json> {
        self.0.before.clone().map(Json)
    }

    /// What it said after; null where it said nothing.
    async fn after(&self) -> Option<Json> {
        self.0.after.clone().map(Json)
    }

    /// When it was changed.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The member structure whose people changed it; for the network only.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        let reads = Request::of(ctx)?.actor.reads_network(Scope::DirectoryRead);
        match self.0.member_id.filter(|_| reads) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }
}
