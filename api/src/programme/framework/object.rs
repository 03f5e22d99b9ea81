use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::policy_framework;

use super::loader::SectorsOf;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::network::member::Member;
use crate::reference::territory::{Territory, TerritoryKind};
use crate::reference::vocabulary::Term;

/// What public bodies agreed on.
#[derive(Clone, Debug)]
pub struct PolicyFramework(pub Arc<policy_framework::Model>);

impl Node for PolicyFramework {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Date(self.0.starts_on), KeyPart::Id(self.0.id.0)]
    }
}

/// What public bodies agreed on for a territory and some years: a SODAVI, a contrat de filière, a convention
/// territoriale globale...
#[Object]
impl PolicyFramework {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What it is: a term of the vocabulary `policy-framework`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.kind_id).await
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The territory it is for.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Request::load(ctx, self.0.territory_id).await
    }

    /// The level of its territory.
    async fn level(&self, ctx: &Context<'_>) -> Result<Option<TerritoryKind>> {
        let territory = Request::load(ctx, self.0.territory_id).await?;
        Ok(territory.map(|territory| territory.0.kind.into()))
    }

    /// Its first day.
    async fn starts_on(&self) -> Date {
        self.0.starts_on.into()
    }

    /// Its last day; null while it has none.
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on.map(Into::into)
    }

    /// Its sectors: terms of the vocabulary `sector`; all when empty.
    async fn sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        Ok(Request::load(ctx, SectorsOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Who signed it, in words.
    async fn signatories(&self) -> Option<&str> {
        self.0.signatories.as_deref()
    }

    /// Its page.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The member structure that entered it.
    async fn contributor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// Version, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
