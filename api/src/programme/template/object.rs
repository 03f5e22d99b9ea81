use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::programme_template;

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Json, Node, id_text};
use crate::network::member::Member;

/// The design of an edition without its dates.
#[derive(Clone, Debug)]
pub struct ProgrammeTemplate(pub Arc<programme_template::Model>);

impl Node for ProgrammeTemplate {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

/// The design of an edition without its dates, to begin another from.
#[Object]
impl ProgrammeTemplate {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Whose it is: null for those of the network, which ship with the server.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.member_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The code of one of the network's own.
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is good for.
    async fn summary(&self) -> Option<&str> {
        self.0.summary.as_deref()
    }

    /// Objectives, phases, sessions and lines of the budget: days are counted from the first day, amounts are in
    /// cents, terms are named by their codes.
    async fn blueprint(&self) -> Json {
        Json(self.0.blueprint.clone())
    }

    /// Number of its present version: pass it as `expectedVersion` to remove it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
