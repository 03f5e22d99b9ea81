use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::joined_edition;

use super::super::hold::Holding;
use super::super::object::Accompaniment;
use super::store::between_both;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, id_text};
use crate::programme::edition::Edition;
use crate::programme::record::record;

/// That an accompaniment joined an edition.
#[derive(Clone, Debug)]
pub struct JoinedEdition(pub Arc<joined_edition::Model>);

record! {
    joined_edition::Model, JoinedEditionId, JoinedEdition in "joined_edition" of Holding by accompaniment_id,
    below accompaniment_id: AccompanimentId, seen between_both, for Private,
    Descending ["x.joined_on" = |row| KeyPart::Date(row.joined_on)]
}

/// That an accompaniment joined a collective edition: known to those who work for its member structure, as far as they
/// see the edition.
#[Object]
impl JoinedEdition {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The accompaniment.
    async fn accompaniment(&self, ctx: &Context<'_>) -> Result<Option<Accompaniment>> {
        Request::load(ctx, self.0.accompaniment_id).await
    }

    /// The edition that it joined.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Since when.
    async fn joined_on(&self) -> Date {
        self.0.joined_on.into()
    }

    /// What it is to bring.
    async fn aim(&self) -> Option<&str> {
        self.0.aim.as_deref()
    }

    /// Number of its present version: pass it as `expectedVersion` to leave.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was noted.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
