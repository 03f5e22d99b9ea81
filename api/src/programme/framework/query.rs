use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::object::PolicyFramework;
use super::store::{self, Filter};
use crate::access::Request;
use crate::db::search_words;
use crate::error::Result;
use crate::graphql::{Binding, Connection, Date, PageArguments, parse_id};
use crate::reference::territory::TerritoryKind;

/// Where a policy framework is for.
#[derive(InputObject)]
pub struct PolicyFrameworkTerritoryCondition {
    /// For this territory or one that lies in it.
    within: Option<ID>,
    /// For this territory or one that contains it.
    covering: Option<ID>,
}

/// Which policy frameworks. Conditions beside each other must all hold.
#[derive(InputObject, Default)]
pub struct PolicyFrameworkFilter {
    /// Of one of these kinds: codes of `policy-framework`, or ids of terms.
    kinds: Option<Vec<ID>>,
    /// Where.
    territory: Option<PolicyFrameworkTerritoryCondition>,
    /// For a territory of one of these levels.
    levels: Option<Vec<TerritoryKind>>,
    /// For one of these sectors or what they contain: codes of `sector`, or ids of terms. Those for all sectors are among
    /// them.
    sectors: Option<Vec<ID>>,
    /// In force on this day.
    in_force_on: Option<Date>,
    /// Entered by one of these member structures.
    contributor: Option<Vec<ID>>,
    /// Whose title holds all these words, whatever accents and case.
    search: Option<String>,
}

/// Policy frameworks.
#[derive(Default)]
pub struct FrameworkQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl FrameworkQuery {
    /// Policy frameworks, those that began last first.
    async fn policy_frameworks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<PolicyFrameworkFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<PolicyFramework>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("policyFrameworks", "LATEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &filter, &page).await?;
        let count = Connection::<PolicyFramework>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice.map(|row| PolicyFramework(Arc::new(row))), &binding, count))
    }
}

impl PolicyFrameworkFilter {
    /// Nothing when it asks for what cannot be.
    fn read(self) -> Option<Filter> {
        let place = |id: Option<ID>| match id {
            Some(id) => parse_id(&id).map(Some),
            None => Some(None),
        };
        let (within, covering) =
            self.territory.map_or((None, None), |territory| (territory.within, territory.covering));
        let names = |all: Vec<ID>| all.into_iter().map(|name| name.0).collect();
        let level = |level: TerritoryKind| entity::TerritoryKind::from(level).as_str();
        Some(Filter {
            kinds: self.kinds.map(names),
            within: place(within)?,
            covering: place(covering)?,
            levels: self.levels.map(|all| all.into_iter().map(level).collect()),
            sectors: self.sectors.map(names),
            on: self.in_force_on.map(Into::into),
            words: self.search.map(|text| search_words(&text)).unwrap_or_default(),
            members: self.contributor.map(|all| all.iter().filter_map(|id| parse_id(id)).collect()),
        })
    }
}
