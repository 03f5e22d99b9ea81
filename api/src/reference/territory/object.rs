use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::{TerritoryId, territory, territory_alias};

use super::loader::{AliasesOf, AncestorsOf, DescendantsOf};
use super::store::{self, Descent, Found, Hit, Lying};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Node, PageArguments, id_text};
use crate::network::member::Member;

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
pub struct Territory(pub Arc<territory::Model>, Option<Arc<Hit>>);

impl Territory {
    /// Wraps a row.
    pub fn new(row: territory::Model) -> Self {
        Self(Arc::new(row), None)
    }

    /// Wraps a row of a list, with how a search found it.
    pub(super) fn found(found: Found) -> Self {
        Self(Arc::new(found.row), found.hit.map(Arc::new))
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
        let by_name = [KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)];
        let by_relevance = self.1.iter().flat_map(|hit| {
            let inhabitants = self.0.population.unwrap_or(0);
            [KeyPart::Integer(hit.rank.into()), KeyPart::Integer(-inhabitants)]
        });
        by_relevance.chain(by_name).collect()
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

    /// INSEE code (SIREN for an EPCI, its first name for a perimeter); unique with kind and vintage only: "01" is
    /// both Ain and Guadeloupe.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Year of the COG it belongs to; for a perimeter, that of its parts.
    async fn vintage(&self) -> i32 {
        self.0.vintage
    }

    /// Its name, in French.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The member structure that made a perimeter; null for one of the network itself, and for every other
    /// territory.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.created_by {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// How often a perimeter was written; 1 for every other territory.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// In the list of a search, the alias that matches where its own name and code do not; null otherwise.
    async fn found_by(&self) -> Option<TerritoryAliasLabel> {
        self.1.as_ref()?.alias.clone().map(TerritoryAliasLabel)
    }

    /// Former and finer codes that lead to it, by code (at most 100).
    async fn aliases(&self, ctx: &Context<'_>) -> Result<Vec<TerritoryAliasLabel>> {
        Ok(Request::load(ctx, AliasesOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Inhabitants (population municipale), for a perimeter the sum over its communes; null where none is
    /// published.
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
        let kinds = kinds.unwrap_or_default().into_iter().map(Into::into).collect();
        let page = PageArguments { first, after, last, before };
        self.inside(ctx, Descent { lying: Lying::Below, kinds }, page).await
    }

    /// What a perimeter is made of, in dictionary order; empty for every other territory.
    async fn parts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Territory>> {
        let page = PageArguments { first, after, last, before };
        self.inside(ctx, Descent { lying: Lying::AsPart, kinds: Vec::new() }, page).await
    }
}

impl Territory {
    async fn inside(
        &self,
        ctx: &Context<'_>,
        descent: Descent,
        page: PageArguments,
    ) -> Result<Connection<Self>> {
        let binding = Binding::new("inside", "NAME", &descent);
        let page = page.page(&binding)?;
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

/// Why a code leads to a territory of today.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::AliasReason")]
pub enum AliasReason {
    /// Commune déléguée of a commune nouvelle.
    Delegated,
    /// Commune associée.
    Associated,
    /// Arrondissement of Paris, Lyon or Marseille.
    MunicipalArrondissement,
    /// Code out of use: the commune was merged or numbered anew.
    Former,
}

/// A code that is not, or not only, that of a territory of today.
#[derive(Clone, Debug)]
pub struct TerritoryAliasLabel(pub territory_alias::Model);

/// A code that is not, or not only, that of a territory of today, and what it named.
#[Object]
impl TerritoryAliasLabel {
    /// Level of what it named.
    async fn kind(&self) -> TerritoryKind {
        self.0.kind.into()
    }

    /// The code.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Year of the COG that says where it leads.
    async fn vintage(&self) -> i32 {
        self.0.vintage
    }

    /// Why it leads elsewhere.
    async fn reason(&self) -> AliasReason {
        self.0.reason.into()
    }

    /// What it named; null where that is not published.
    async fn name(&self) -> Option<&str> {
        Some(self.0.name.as_str()).filter(|name| !name.is_empty())
    }

    /// The territory of today.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Request::load(ctx, self.0.territory_id).await
    }
}
