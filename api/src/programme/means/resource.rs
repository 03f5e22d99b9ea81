use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Enum, ID, Object};
use entity::{ResourceId, resource};

use super::store;
use crate::access::{Loaders, Request};
use crate::db::{Key, KeyPart};
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Node, PageArguments, id_text};

/// What a session needs besides its speakers.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::ResourceKind")]
pub enum ResourceKind {
    /// A room.
    Room,
    /// Equipment.
    Equipment,
    /// Somebody of the member structure.
    Person,
}

/// What a member structure lends to its sessions.
#[derive(Clone, Debug)]
pub struct Resource(pub Arc<resource::Model>);

impl Node for Resource {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

impl Loader<ResourceId> for Loaders {
    type Value = Resource;
    type Error = Error;

    async fn load(&self, ids: &[ResourceId]) -> Result<HashMap<ResourceId, Resource>, Error> {
        let rows = store::resources(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Resource(Arc::new(row)))).collect())
    }
}

/// A room, equipment or somebody that a member structure lends to its sessions; known to its own people, and to the teams
/// of the editions that it serves.
#[Object]
impl Resource {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What it is.
    async fn kind(&self) -> ResourceKind {
        self.0.kind.into()
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How many people it has room for.
    async fn capacity(&self) -> Option<i32> {
        self.0.capacity
    }

    /// Number of its present version.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Rooms, equipment and people.
#[derive(Default)]
pub struct MeansQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl MeansQuery {
    /// What one's own member structure lends to its sessions, by name.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Resource>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("resources", "NAME", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &page).await?;
        let count = Connection::<Resource>::counting(move || {
            let request = request.clone();
            async move { store::count(request.db.reader(), &request.actor).await }
        });
        Ok(Connection::new(slice.map(|row| Resource(Arc::new(row))), &binding, count))
    }
}
