use async_graphql::{Context, ID, Object};
use entity::SessionId;

use super::object::Session;
use super::store::is_free;
use crate::access::Request;
use crate::directory::partner::{Asked, Partner, PartnerFilter, PartnerOrder, page};
use crate::error::Result;
use crate::graphql::{Connection, PageArguments, id_text, parse_id};
use crate::programme::edition::Edition;

/// Sessions.
#[derive(Default)]
pub struct SessionQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments, beside filter and order")]
impl SessionQuery {
    /// Who can run a session: partners who intervene where it takes place, or else in the territory of its edition, who
    /// are not away meanwhile and speak in no other session that the reader may see. Null where there is no such session.
    async fn available_partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session.")] session: ID,
        #[graphql(desc = "Who besides, on what subject for example; all when absent.")] filter: Option<
            PartnerFilter,
        >,
        #[graphql(desc = "In which order, the weightiest first; by name when absent.")] order_by: Option<
            Vec<PartnerOrder>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<Partner>>> {
        let Some(id) = parse_id::<SessionId>(&session) else { return Ok(None) };
        let Some(Session(row)) = Request::load(ctx, id).await? else { return Ok(None) };
        let Some(Edition(edition)) = Request::load(ctx, row.edition_id).await? else { return Ok(None) };
        let place = id_text(row.territory_id.unwrap_or(edition.territory_id));
        let filter = PartnerFilter::able(filter, place, (row.starts_at, row.ends_at));
        let asked =
            Asked { filter: Some(filter), order_by, page: PageArguments { first, after, last, before } };
        let free = is_free(&Request::of(ctx)?.actor, &row);
        page(ctx, asked, (&format!("availablePartners {}", *session), free)).await.map(Some)
    }
}
