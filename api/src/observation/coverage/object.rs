use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::coverage;

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Node, YearMonth, id_text};
use crate::network::member::Member;
use crate::reference::territory::Territory;

/// What a member reports on.
#[derive(Clone, Debug)]
pub struct Coverage(pub Arc<coverage::Model>);

impl Node for Coverage {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// A territory and the months on which a member structure reports; seen by members.
#[Object]
impl Coverage {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The member structure that reports.
    async fn contributor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// The territory it reports on.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Request::load(ctx, self.0.territory_id).await
    }

    /// The first month, as `2026-03`.
    async fn first_month(&self) -> Option<YearMonth> {
        YearMonth::from_number(self.0.first_month)
    }

    /// The last month, as `2026-03`; null while it lasts.
    async fn last_month(&self) -> Option<YearMonth> {
        self.0.last_month.and_then(YearMonth::from_number)
    }

    /// Version, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was declared.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
