use async_graphql::{Context, Enum, ID, InputObject, Object};
use entity::{AccompanimentId, TypedId};

use super::object::Accompaniment;
use super::stage::AccompanimentStage;
use super::store::{self, Filter, Sort};
use crate::access::Request;
use crate::db::search_words;
use crate::error::Result;
use crate::graphql::{Binding, Connection, OrderDirection, PageArguments, parse_id, sorts};

/// Which accompaniments. Conditions beside each other must all hold.
#[derive(InputObject, Default)]
pub struct AccompanimentFilter {
    /// At one of these stages.
    stages: Option<Vec<AccompanimentStage>>,
    /// Followed by one of these accounts.
    referent: Option<Vec<ID>>,
    /// Of one of these structures.
    structure: Option<Vec<ID>>,
    /// Late with its stage or with a follow-up, or not.
    late: Option<bool>,
    /// Going on, or over.
    open: Option<bool>,
    /// Whose beneficiary's name and request hold all these words, whatever accents and case.
    search: Option<String>,
}

/// By what accompaniments are ordered.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Sort")]
pub enum AccompanimentOrderField {
    /// The day of reception.
    ReceivedOn,
    /// The day on which the present stage began.
    StageEnteredOn,
    /// The day on which the present stage is due; those without come last when ascending.
    StageDueOn,
    /// The last change.
    UpdatedAt,
}

/// A part of the order of a list of accompaniments.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct AccompanimentOrder {
    /// By what.
    field: AccompanimentOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Desc")]
    direction: OrderDirection,
}

/// Accompaniments.
#[derive(Default)]
pub struct AccompanimentQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl AccompanimentQuery {
    /// The accompaniment with this id; null when there is none or none that may be seen.
    async fn accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Accompaniment>> {
        match parse_id::<AccompanimentId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The accompaniments of one's own member structure; the last received first.
    async fn accompaniments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<AccompanimentFilter>,
        #[graphql(
            desc = "In which order, the weightiest first; by the day of reception, the last first, when absent."
        )]
        order_by: Option<Vec<AccompanimentOrder>>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Accompaniment>> {
        let request = Request::of(ctx)?;
        let filter = filter.unwrap_or_default().read(&request);
        let asked = order_by.into_iter().flatten().map(|order| (order.field.into(), order.direction));
        let sorts = sorts(asked, (Sort::ReceivedOn, OrderDirection::Desc));
        let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
        let binding = Binding::new("accompaniments", &names.join(","), &(&filter, &sorts));
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, (&filter, &sorts), &page).await?;
        let count = Connection::<Accompaniment>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(slice.map(Accompaniment::new), &binding, count))
    }
}

impl AccompanimentFilter {
    fn read(self, request: &Request) -> Filter {
        let stage = |stage: AccompanimentStage| entity::AccompanimentStage::from(stage).as_str();
        Filter {
            stages: self.stages.map(|all| all.into_iter().map(stage).collect()),
            referents: self.referent.map(ids),
            structures: self.structure.map(ids),
            late: self.late.map(|late| (late, request.world.today())),
            open: self.open,
            words: self.search.as_deref().map(search_words).unwrap_or_default(),
        }
    }
}

/// Those that are ids of this kind; the others name nothing.
#[expect(clippy::needless_pass_by_value, reason = "handed to `map` as it is")]
fn ids<T: TypedId>(texts: Vec<ID>) -> Vec<T> {
    texts.iter().filter_map(|text| parse_id(text)).collect()
}
