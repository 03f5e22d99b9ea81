use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::accompaniment_follow_up as follow_up;

use super::super::hold::Holding;
use super::super::object::Accompaniment;
use super::super::store::behind;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, id_text};
use crate::programme::record::record;

/// A follow-up of an accompaniment.
#[derive(Clone, Debug)]
pub struct AccompanimentFollowUp(pub Arc<follow_up::Model>);

record! {
    follow_up::Model, AccompanimentFollowUpId, AccompanimentFollowUp in "accompaniment_follow_up" of Holding by accompaniment_id,
    below accompaniment_id: AccompanimentId, seen behind, for Private,
    Descending ["x.held_on" = |row| KeyPart::Date(row.held_on)],
    history super::rules::history
}

/// A follow-up of an accompaniment.
#[Object]
impl AccompanimentFollowUp {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The accompaniment followed up.
    async fn accompaniment(&self, ctx: &Context<'_>) -> Result<Option<Accompaniment>> {
        Request::load(ctx, self.0.accompaniment_id).await
    }

    /// Its day.
    async fn held_on(&self) -> Date {
        self.0.held_on.into()
    }

    /// What was noted.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Until when the next one is due; null where none is.
    async fn next_due_on(&self) -> Option<Date> {
        self.0.next_due_on.map(Into::into)
    }

    /// Its version: pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was noted.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
