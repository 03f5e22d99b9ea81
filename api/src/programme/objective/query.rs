use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::object::Objective;
use super::store::{self, Filter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};
use crate::observation::needs::{NeedsObservation, ObservationFilter, listed};

/// Which objectives.
#[derive(InputObject, Default)]
pub struct ObjectiveFilter {
    /// That rest on no observation (false), or on one at least (true): of editions that one's own member structure leads,
    /// as the answer tells of observations that others may not know of.
    justified: Option<bool>,
    /// Of editions that one's own member structure leads.
    #[graphql(default)]
    mine: bool,
}

/// Objectives.
#[derive(Default)]
pub struct ObjectiveQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ObjectiveQuery {
    /// The objective with this id; null when there is none or none that may be seen.
    async fn objective(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Objective>> {
        match parse_id::<entity::ObjectiveId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Needs observations that the reader may see and that no objective it may see takes up, the latest first: a reader
    /// who sees fewer objectives finds more of them.
    async fn untaken_observations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ObservationFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<NeedsObservation>> {
        let page = PageArguments { first, after, last, before };
        listed(ctx, ("untakenObservations", Some(store::untaken)), (filter, None), page).await
    }

    /// Objectives that the reader may see, those of the highest priority first: among them those that rest on no
    /// observation.
    async fn objectives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ObjectiveFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Objective>> {
        let request = Request::of(ctx)?;
        let ObjectiveFilter { justified, mine } = filter.unwrap_or_default();
        let filter = Filter { justified, mine };
        let binding = Binding::new("objectives", "PRIORITY", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, filter, &page).await?;
        let count = Connection::<Objective>::counting(move || {
            let request = request.clone();
            async move { store::count(request.db.reader(), &request.actor, filter).await }
        });
        Ok(Connection::new(slice.map(|row| Objective(Arc::new(row))), &binding, count))
    }
}
