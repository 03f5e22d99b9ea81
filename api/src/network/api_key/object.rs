use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::api_key;

use super::super::account::{Membership, Scope};
use crate::access::{self, KEY_PREFIX, Request};
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Node, id_text};

/// A key for scripts.
#[derive(Clone, Debug)]
pub struct ApiKey(pub Arc<api_key::Model>);

impl ApiKey {
    /// Wraps a row.
    pub fn new(row: api_key::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for ApiKey {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// A key for scripts: visible to the account that made it and to the coordinator of its structure.
#[Object]
impl ApiKey {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What it is for, in the words of who made it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How the key begins, to recognise it in a script.
    async fn prefix(&self) -> String {
        format!("{KEY_PREFIX}{}", self.0.public_id)
    }

    /// The membership it acts under.
    async fn membership(&self, ctx: &Context<'_>) -> Result<Option<Membership>> {
        Request::load(ctx, self.0.membership_id).await
    }

    /// What it may be used for.
    async fn scopes(&self) -> Vec<Scope> {
        access::Scope::read(&self.0.scopes).into_iter().map(Into::into).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it expires.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was last used, to the minute; null if never.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// When it was revoked; null while it is good.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// A new key, at the only moment when it is shown whole.
#[derive(SimpleObject)]
pub struct IssuedApiKey {
    /// The key's id.
    pub id: ID,
    /// What is kept of it.
    pub api_key: ApiKey,
    /// The whole key, sent as `Authorization: Bearer mlg_...`. It is never shown again.
    pub token: String,
}
