use std::sync::Arc;

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

use super::store::Heard;
use crate::graphql::id_text;

/// Words said.
#[derive(Clone, Debug)]
pub struct Verbatim(pub Arc<Heard>);

impl Verbatim {
    /// Wraps what the reader may see.
    pub fn new(heard: Heard) -> Self {
        Self(Arc::new(heard))
    }
}

/// Words said, kept apart from the observation.
#[Object]
impl Verbatim {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.row.id)
    }

    /// What was said.
    async fn text(&self) -> &str {
        &self.0.row.text
    }

    /// Who said it; for the member structure that recorded it alone.
    async fn speaker(&self) -> Option<&str> {
        self.0.row.speaker.as_deref()
    }

    /// Whether the speaker agreed that others read it, where they read the observation's texts.
    async fn shareable(&self) -> bool {
        self.0.row.shareable
    }

    /// When it was recorded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }
}
