use async_graphql::{Context, ID, Object};
use entity::PartnerId;

use super::filter::{PartnerFilter, PartnerOrder};
use super::object::Partner;
use super::store::{self, Question};
use crate::access::Request;
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};

/// Partners.
#[derive(Default)]
pub struct PartnerQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments, beside filter and order")]
impl PartnerQuery {
    /// A partner; null when there is none or none that may be seen.
    async fn partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] id: ID,
    ) -> Result<Option<Partner>> {
        match parse_id::<PartnerId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Partners: who can intervene, on what, where and when; by name when no order is given.
    async fn partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<PartnerFilter>,
        #[graphql(desc = "In which order, the weightiest first; by name when absent.")] order_by: Option<
            Vec<PartnerOrder>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Partner>> {
        let request = Request::of(ctx)?;
        let sorts = PartnerOrder::read(order_by);
        let filter = filter.unwrap_or_default().read(&request.actor)?;
        let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
        let binding = Binding::new("partners", &names.join(","), &(&sorts, &filter));
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let list = ctx.look_ahead();
        let with_structures = [list.field("nodes"), list.field("edges").field("node")]
            .iter()
            .any(|node| node.field("structure").exists());
        let question = Question { filter: &filter, sorts: &sorts, page: &page, with_structures };
        let listed = store::list(request.db.reader(), &request.actor, question).await?;
        Request::feed(ctx, listed.structures.into_iter().map(|row| (row.id, Structure::new(row)))).await?;
        let count = Connection::<Partner>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(listed.slice.map(Partner::new), &binding, count))
    }
}
