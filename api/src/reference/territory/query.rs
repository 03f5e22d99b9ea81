use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use entity::TerritoryId;
use uuid::Uuid;

use super::Named;
use super::object::{Territory, TerritoryAliasLabel, TerritoryKind};
use super::place::redirected;
use super::store::{self, Filter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, UserError, parse_id};
use crate::reference::searched;

/// Which territories.
#[derive(InputObject, Default)]
pub struct TerritoryFilter {
    /// Of these levels only.
    kinds: Option<Vec<TerritoryKind>>,
    /// Words of the name, or of the name of a former or delegated commune, begin so, whatever accents and case;
    /// or the code is this one. The best answers come first.
    search: Option<String>,
    /// Inside this territory, itself included.
    within: Option<ID>,
    /// Of this year's COG; when absent, of the latest one, with perimeters of any year.
    vintage: Option<i32>,
}

/// Which territory: its id, or its key.
#[derive(OneofObject, Clone, Debug)]
pub enum TerritoryBy {
    /// By its id.
    Id(ID),
    /// By level, code and vintage.
    Code(TerritoryKey),
}

/// The key of a territory.
#[derive(InputObject, Clone, Debug)]
pub struct TerritoryKey {
    /// Its level.
    kind: TerritoryKind,
    /// Its code, present or former.
    code: String,
    /// Year of the COG; the latest when absent.
    vintage: Option<i32>,
}

/// A territory that was looked up.
#[derive(SimpleObject)]
pub struct TerritoryLookupResult {
    /// The territory of today.
    territory: Territory,
    /// What the code was, if it is not that of a territory of today.
    alias: Option<TerritoryAliasLabel>,
    /// Says so when a former code led here.
    user_warnings: Vec<UserError>,
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
    pub kind: TerritoryKind,
    /// Its code in the COG of the latest vintage; a former code of a commune leads to the commune of today.
    pub code: String,
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
    /// A territory, by its id or its key. A former code leads to the territory of today, with a warning; a code
    /// both present and former means the present one. Null when there is none.
    async fn territory(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: TerritoryBy,
    ) -> Result<Option<TerritoryLookupResult>> {
        match by {
            TerritoryBy::Id(id) => {
                let Some(id) = parse_id::<TerritoryId>(&id) else { return Ok(None) };
                Ok(Request::load(ctx, id).await?.map(TerritoryLookupResult::present))
            }
            TerritoryBy::Code(key) => key.find(&Request::of(ctx)?).await,
        }
    }

    /// Territories: in dictionary order, or, when something is searched, the best answers first (same name or code,
    /// then same name of old, beginning, inside), and among equals the more populous.
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
        let order = if filter.search.is_some() { "RELEVANCE" } else { "NAME" };
        let binding = Binding::new("territories", order, &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &filter, &page).await?.map(Territory::found);
        let count = Connection::<Territory>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

impl TerritoryKey {
    async fn find(self, request: &Request) -> Result<Option<TerritoryLookupResult>> {
        let (db, kind) = (request.db.reader(), self.kind.into());
        if let Some(row) = store::find_by_code(db, kind, &self.code, self.vintage).await? {
            return Ok(Some(TerritoryLookupResult::present(Territory::new(row))));
        }
        let former = store::former(db, kind, &self.code, self.vintage).await?;
        Ok(former.map(TerritoryLookupResult::former))
    }
}

impl TerritoryLookupResult {
    const fn present(territory: Territory) -> Self {
        Self { territory, alias: None, user_warnings: Vec::new() }
    }

    fn former(store::Former { alias, target }: store::Former) -> Self {
        let warning = redirected(&alias.code, &target.code, "by.code.code");
        let alias = Some(TerritoryAliasLabel(alias));
        Self { territory: Territory::new(target), alias, user_warnings: vec![warning] }
    }
}

impl TerritoryFilter {
    /// Nothing when it asks for what cannot be: an id that is no territory's, a search without a letter.
    fn read(self) -> Option<Filter> {
        let within = match self.within {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        let search = searched(self.search.as_deref()).ok()?;
        let kinds = self.kinds.unwrap_or_default().into_iter().map(Into::into).collect();
        Some(Filter { kinds, search, within, vintage: self.vintage })
    }
}
