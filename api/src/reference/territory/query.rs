use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use entity::TerritoryId;
use uuid::Uuid;

use super::Named;
use super::object::{Territory, TerritoryKind};
use super::store::{self, Filter};
use crate::access::Request;
use crate::db::fold;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};

/// Which territories.
#[derive(InputObject, Default)]
pub struct TerritoryFilter {
    /// Of these levels only.
    kinds: Option<Vec<TerritoryKind>>,
    /// Words of the name begin so, whatever accents and case; or the code is this one.
    search: Option<String>,
    /// Inside this territory, itself included.
    within: Option<ID>,
}

/// A territory, by its id or by its code.
#[derive(OneofObject, Clone, Debug)]
pub enum TerritoryReference {
    /// By its id.
    Id(ID),
    /// By level and code.
    Code(TerritoryCode),
}

/// Level and code of a territory.
#[derive(InputObject, Clone, Debug)]
pub struct TerritoryCode {
    /// Its level.
    kind: TerritoryKind,
    /// Its code in the COG of the latest vintage; a former code of a commune leads to the commune of today.
    code: String,
}

impl From<TerritoryReference> for Named {
    /// An id of another kind names nothing.
    fn from(reference: TerritoryReference) -> Self {
        match reference {
            TerritoryReference::Id(id) => Self::Id(parse_id(&id).unwrap_or(TerritoryId(Uuid::nil()))),
            TerritoryReference::Code(TerritoryCode { kind, code }) => Self::Code(kind.into(), code),
        }
    }
}

/// Territories.
#[derive(Default)]
pub struct TerritoryQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl TerritoryQuery {
    /// Territories in dictionary order.
    async fn territories(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<TerritoryFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Territory>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("territories", "NAME", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &filter, &page).await?.map(Territory::new);
        let count = Connection::<Territory>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

impl TerritoryFilter {
    /// Nothing when it asks for what cannot be: an id that is no territory's.
    fn read(self) -> Option<Filter> {
        let within = match self.within {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        let kinds = self.kinds.unwrap_or_default().into_iter().map(Into::into).collect();
        Some(Filter { kinds, search: self.search.map(|text| fold(&text)), within })
    }
}
