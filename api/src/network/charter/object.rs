use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::charter;

use crate::graphql::{Language, id_text};

/// A version of the data-sharing charter.
#[derive(Clone, Debug)]
pub struct Charter(pub Arc<charter::Model>);

impl Charter {
    /// Wraps a row.
    pub fn new(row: charter::Model) -> Self {
        Self(Arc::new(row))
    }
}

/// A version of the data-sharing charter between the members (joint controllers, GDPR art. 26).
#[Object]
impl Charter {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its number; the highest one is in force.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Its text.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the text; the reader's when absent.")] lang: Option<Language>,
    ) -> &str {
        lang.unwrap_or_else(|| Language::of(ctx)).pick(&self.0.text_fr, &self.0.text_en)
    }

    /// When it was published.
    async fn published_at(&self) -> DateTime<Utc> {
        self.0.published_at
    }
}
