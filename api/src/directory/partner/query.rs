use async_graphql::{Context, ID, Object};
use entity::PartnerId;

use super::filter::{PartnerFilter, PartnerOrder};
use super::object::Partner;
use super::store::{self, Question};
use crate::access::Request;
use crate::db::Sql;
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
        let asked = Asked { filter, order_by, page: PageArguments { first, after, last, before } };
        page(ctx, asked, ("partners", Sql::default())).await
    }
}

/// A list of partners as it is asked for.
pub struct Asked {
    /// Which ones; all when absent.
    pub filter: Option<PartnerFilter>,
    /// In which order; by name when absent.
    pub order_by: Option<Vec<PartnerOrder>>,
    /// Which part of the list.
    pub page: PageArguments,
}

/// A page of a list, by its name, of partners `p` that fulfil a condition besides; `FORBIDDEN` for who asks when partners
/// are away and does not read that.
pub async fn page(ctx: &Context<'_>, asked: Asked, (name, also): (&str, Sql)) -> Result<Connection<Partner>> {
    let request = Request::of(ctx)?;
    let sorts = PartnerOrder::read(asked.order_by);
    let filter = asked.filter.unwrap_or_default().read(&request.actor)?;
    let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
    let binding = Binding::new(name, &names.join(","), &(&sorts, &filter));
    let page = asked.page.page(&binding)?;
    let list = ctx.look_ahead();
    let with_structures = [list.field("nodes"), list.field("edges").field("node")]
        .iter()
        .any(|node| node.field("structure").exists());
    let question = Question { filter: &filter, also: &also, sorts: &sorts, page: &page, with_structures };
    let listed = store::list(request.db.reader(), &request.actor, question).await?;
    Request::feed(ctx, listed.structures.into_iter().map(|row| (row.id, Structure::new(row)))).await?;
    let count = Connection::<Partner>::counting(move || {
        let (request, filter, also) = (request.clone(), filter.clone(), also.clone());
        async move { store::count(request.db.reader(), &request.actor, (&filter, &also)).await }
    });
    Ok(Connection::new(listed.slice.map(Partner::new), &binding, count))
}
