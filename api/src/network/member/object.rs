use std::sync::Arc;

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entity::member;

use crate::db::{Key, KeyPart};
use crate::graphql::{Node, id_text};

/// A structure that belongs to the network and contributes to it.
#[derive(Clone, Debug)]
pub struct Member(pub Arc<member::Model>);

impl Member {
    /// Wraps a row.
    pub fn new(row: member::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for Member {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

/// A structure that belongs to the network and contributes to it.
#[Object]
impl Member {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether it was invented for a demonstration.
    async fn demonstration(&self) -> bool {
        self.0.demonstration
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Since when it belongs to the network.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it left the network; null while it belongs to it.
    async fn left_at(&self) -> Option<DateTime<Utc>> {
        self.0.left_at
    }
}
