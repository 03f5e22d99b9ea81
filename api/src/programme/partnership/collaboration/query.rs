use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;

use super::object::{Collaboration, CollaborationGraph, CollaborationKind};
use super::store::{self, Filter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, Date, PageArguments, parse_id};

/// Which collaborations.
#[derive(InputObject, Default)]
pub struct CollaborationFilter {
    /// Of one of these kinds.
    kinds: Option<Vec<CollaborationKind>>,
    /// In editions that last on this day or later.
    from: Option<Date>,
    /// In editions that last on this day or earlier.
    to: Option<Date>,
}

/// Collaborations.
#[derive(Default)]
pub struct CollaborationQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl CollaborationQuery {
    /// Who works with whom in the editions of a territory that the reader may see and that were not given up. Pages go by
    /// links, the latest first.
    async fn collaborations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where: editions that take place in it or in what it contains.")] territory: ID,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<CollaborationFilter>,
        #[graphql(desc = "At most so many links from the start (default 20, at most 100).")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many links from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<CollaborationGraph> {
        let request = Request::of(ctx)?;
        let Some(territory) = parse_id(&territory) else {
            return Ok(CollaborationGraph::new(Connection::empty(), [].iter()));
        };
        let asked = filter.unwrap_or_default();
        let day = |day: Option<Date>| day.map(NaiveDate::from);
        let filter = Filter {
            territory,
            kinds: asked.kinds.map(|all| all.into_iter().map(Into::into).collect()),
            during: (day(asked.from), day(asked.to)),
        };
        let binding = Binding::new("collaborations", "LATEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        let links = slice.rows.clone();
        let count = Connection::<Collaboration>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        let connection = Connection::new(slice.map(Collaboration), &binding, count);
        Ok(CollaborationGraph::new(connection, links.iter()))
    }
}
