use async_graphql::{Context, Enum, ID, InputObject, Object};

use super::filter_input::ObservationFilter;
use super::filter_read;
use super::object::NeedsObservation;
use super::store::{self, Also, Found, Listing, Neighbours, Sort};
use crate::access::Request;
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Binding, Connection, OrderDirection, PageArguments, parse_id, sorts};
use crate::reference::territory::Territory;

/// By what observations are ordered.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Sort")]
pub enum ObservationOrderField {
    /// The day of the observation.
    ObservedOn,
    /// The last change.
    UpdatedAt,
}

/// A part of the order of a list of observations.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct ObservationOrder {
    /// By what.
    field: ObservationOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Desc")]
    direction: OrderDirection,
}

/// Needs observations.
#[derive(Default)]
pub struct NeedsQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl NeedsQuery {
    /// The observation with this id; null when there is none or none that may be seen.
    async fn observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<NeedsObservation>> {
        match parse_id::<entity::ObservationId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Observations that the reader may see, one's own included; the latest first.
    async fn observations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ObservationFilter>,
        #[graphql(
            desc = "In which order, the weightiest first; by the day of the observation, the latest first, when absent."
        )]
        order_by: Option<Vec<ObservationOrder>>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<NeedsObservation>> {
        let page = PageArguments { first, after, last, before };
        listed(ctx, ("observations", None), (filter, order_by), page).await
    }
}

/// A page of the observations that the reader may see, of the list of this name: those for which something else holds
/// too, where it says so.
pub async fn listed(
    ctx: &Context<'_>,
    (name, also): (&'static str, Option<Also>),
    (filter, order_by): (Option<ObservationFilter>, Option<Vec<ObservationOrder>>),
    page: PageArguments,
) -> Result<Connection<NeedsObservation>> {
    let request = Request::of(ctx)?;
    let condition = filter_read::read(&filter.unwrap_or_default(), request.db.reader()).await?;
    let sorts = read(order_by);
    let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
    let binding = Binding::new(name, &names.join(","), &(&condition, &sorts));
    let page = page.page(&binding)?;
    let listing = Listing { condition, sorts, neighbours: neighbours(ctx), also };
    let slice = store::list(request.db.reader(), &request.actor, &listing, &page).await?;
    feed(ctx, &slice.rows).await?;
    let count = Connection::<NeedsObservation>::counting(move || {
        let (request, condition) = (request.clone(), listing.condition.clone());
        async move { store::count(request.db.reader(), &request.actor, (&condition, also)).await }
    });
    Ok(Connection::new(slice.map(|found| NeedsObservation::new(found.seen)), &binding, count))
}

/// By the day of the observation, the latest first, when nothing is asked.
fn read(asked: Option<Vec<ObservationOrder>>) -> Vec<(Sort, bool)> {
    let asked = asked.into_iter().flatten().map(|order| (order.field.into(), order.direction));
    sorts(asked, (Sort::ObservedOn, OrderDirection::Desc))
}

/// What the document selects of each observation.
fn neighbours(ctx: &Context<'_>) -> Neighbours {
    let list = ctx.look_ahead();
    let (nodes, edges) = (list.field("nodes"), list.field("edges").field("node"));
    let selects = |field| nodes.field(field).exists() || edges.field(field).exists();
    Neighbours { territory: selects("territory"), structure: selects("structure") }
}

async fn feed(ctx: &Context<'_>, found: &[Found]) -> Result<()> {
    let territories = found.iter().filter_map(|found| found.territory.clone());
    Request::feed(ctx, territories.map(|row| (row.id, Territory::new(row)))).await?;
    let structures = found.iter().filter_map(|found| found.structure.clone());
    Request::feed(ctx, structures.map(|row| (row.id, Structure::new(row)))).await
}
