use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::object::Coverage;
use super::rules::Months;
use super::store::{self, Filter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, YearMonth, parse_id};
use crate::observation::input::MonthRange;

/// Which coverages.
#[derive(InputObject, Default)]
pub struct CoverageFilter {
    /// Of these member structures.
    contributor: Option<Vec<ID>>,
    /// In this territory or what it contains.
    within: Option<ID>,
    /// Of this territory or of one that contains it.
    covering: Option<ID>,
    /// That last in one of these months.
    during: Option<MonthRange>,
}

/// Coverages.
#[derive(Default)]
pub struct CoverageQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl CoverageQuery {
    /// Which member structures report on which territories and months, the newest declaration first.
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<CoverageFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Coverage>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("coverage", "NEWEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        let count = Connection::<Coverage>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(slice.map(|row| Coverage(Arc::new(row))), &binding, count))
    }
}

impl CoverageFilter {
    /// Nothing when it asks for what cannot be.
    fn read(self) -> Option<Filter> {
        let place = |id: Option<ID>| match id {
            Some(id) => parse_id(&id).map(Some),
            None => Some(None),
        };
        let during =
            self.during.map(|range| Months { first: range.from.unwrap_or(YearMonth::FIRST), last: range.to });
        Some(Filter {
            members: self.contributor.map(|all| all.iter().filter_map(|id| parse_id(id)).collect()),
            within: place(self.within)?,
            covering: place(self.covering)?,
            during,
        })
    }
}
