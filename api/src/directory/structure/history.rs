use std::sync::Arc;

use async_graphql::{Json, Object};
use chrono::{DateTime, Utc};
use entity::field_change;

use crate::db::{Key, KeyPart};
use crate::graphql::Node;

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
    /// The field's name.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What it said before: terms and territories by their codes; null where it said nothing.
    async fn before(&self) -> Option<Json<&serde_json::Value>> {
        self.0.before.as_ref().map(Json)
    }

    /// What it said after; null where it said nothing.
    async fn after(&self) -> Option<Json<&serde_json::Value>> {
        self.0.after.as_ref().map(Json)
    }

    /// When it was changed.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }
}
