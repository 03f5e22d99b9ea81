use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::{TerritoryId, territory};

use super::loader::{AncestorsOf, DescendantsOf};
use super::store::{self, Descent};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Node, PageArguments, id_text};

/// Level of a territory.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::TerritoryKind")]
pub enum TerritoryKind {
    /// The whole country.
    Country,
    /// Région, or collectivité of that rank.
    Region,
    /// Département, or collectivité of that rank.
    Department,
    /// Établissement public de coopération intercommunale with own taxation.
    Epci,
    /// Commune.
    Commune,
    /// Perimeter made by the network of any of the others.
    Perimeter,
}

/// A territory of the code officiel géographique, or a perimeter made of some.
#[derive(Clone, Debug)]
pub struct Territory(pub Arc<territory::Model>);

impl Territory {
    /// Wraps a row.
    pub fn new(row: territory::Model) -> Self {
        Self(Arc::new(row))
    }

    async fn neighbour(ctx: &Context<'_>, id: Option<TerritoryId>) -> Result<Option<Self>> {
        match id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }
}

impl Node for Territory {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

/// A territory of the code officiel géographique (COG), or a perimeter made of some.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Territory {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its level.
    async fn kind(&self) -> TerritoryKind {
        self.0.kind.into()
    }

    /// INSEE code (SIREN for an EPCI); unique with kind and vintage only: "01" is both Ain and Guadeloupe.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Year of the COG it belongs to.
    async fn vintage(&self) -> i32 {
        self.0.vintage
    }

    /// Its name, in French.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Inhabitants (population municipale); null where none is published.
    async fn population(&self) -> Option<i64> {
        self.0.population
    }

    /// Postal codes of a commune.
    async fn postal_codes(&self) -> Vec<&str> {
        self.0.postal_codes.split(' ').filter(|code| !code.is_empty()).collect()
    }

    /// The EPCI of a commune; null for the few that have none.
    async fn epci(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Self::neighbour(ctx, self.0.epci_id).await
    }

    /// Its département; null above that level and where it spans several.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Self::neighbour(ctx, self.0.department_id).await
    }

    /// Its région; null above that level and where it spans several.
    async fn region(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Self::neighbour(ctx, self.0.region_id).await
    }

    /// All that contain it, the widest first.
    async fn ancestors(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
        Ok(Request::load(ctx, AncestorsOf(self.0.id)).await?.unwrap_or_default())
    }

    /// What it contains, at any depth, in dictionary order.
    async fn descendants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of these levels only.")] kinds: Option<Vec<TerritoryKind>>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Territory>> {
        let descent = Descent { kinds: kinds.unwrap_or_default().into_iter().map(Into::into).collect() };
        let binding = Binding::new("descendants", "NAME", &descent);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let key = DescendantsOf { parent: self.0.id, arguments: descent.clone(), page };
        let slice = Request::load(ctx, key).await?.unwrap_or_default();
        let (request, id) = (Request::of(ctx)?, self.0.id);
        let count = Connection::<Self>::counting(move || {
            let (request, descent) = (request.clone(), descent.clone());
            async move { store::count_descendants(request.db.reader(), id, &descent).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}
