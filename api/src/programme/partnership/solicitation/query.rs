use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::{EditionId, solicitation};

use super::object::{Solicitation, SolicitationStatus};
use super::received::ReceivedSolicitation;
use super::store::{self, Door, Of};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};
use crate::programme::record;

/// Solicitations.
#[derive(Default)]
pub struct SolicitationQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl SolicitationQuery {
    /// Solicitations to hand over or to remind of: sent, not answered, their day not passed, of editions that one's own
    /// member structure leads and that are not over; those to be answered first first.
    async fn solicitations_due(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Solicitation>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("solicitationsDue", "DAY", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let today = request.world.today();
        let slice = store::list_due(request.db.reader(), &request.actor, today, &page).await?;
        let count = Connection::<Solicitation>::counting(move || {
            let request = request.clone();
            async move { store::count_due(request.db.reader(), &request.actor, today).await }
        });
        Ok(Connection::new(slice.map(|row| Solicitation(Arc::new(row))), &binding, count))
    }

    /// What was sent to the partners that one answers for, by one's own account or as somebody of the member structure
    /// that the partner is; those to be answered first first. What was taken back is gone.
    async fn solicitations_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; in any when absent.")] status: Option<
            Vec<SolicitationStatus>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ReceivedSolicitation>> {
        let request = Request::of(ctx)?;
        let of = standing(&request, status);
        let binding = Binding::new("solicitationsReceived", "DAY", &of.standing);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list_received(request.db.reader(), &request.actor, &of, &page).await?;
        let count = Connection::<ReceivedSolicitation>::counting(move || {
            let (request, of) = (request.clone(), of.clone());
            async move { store::count_received(request.db.reader(), &request.actor, &of).await }
        });
        Ok(Connection::new(slice.map(ReceivedSolicitation::new), &binding, count))
    }

    /// What the secret of a personal link opens, without an account; null for one that is unknown or void, and for a
    /// solicitation that was taken back. Reading it leaves no mark: `markSolicitationSeen` does.
    async fn solicitation_by_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret of the link.")] token: String,
    ) -> Result<Option<ReceivedSolicitation>> {
        let found = store::find(Request::of(ctx)?.db.reader(), Door::Token(&token)).await?;
        Ok(found.map(ReceivedSolicitation::new))
    }
}

/// A page of an edition's solicitations that stand so.
pub async fn solicitations(
    ctx: &Context<'_>,
    edition: EditionId,
    status: Option<Vec<SolicitationStatus>>,
    page: PageArguments,
) -> Result<Connection<Solicitation>> {
    let of = standing(&Request::of(ctx)?, status);
    record::page_of::<solicitation::Model, _>(ctx, ("edition_id", edition.0), of, page).await
}

/// Those that stand so, today.
fn standing(request: &Request, status: Option<Vec<SolicitationStatus>>) -> Of {
    let standing = status.map(|all| all.into_iter().map(Into::into).collect());
    Of { standing, today: request.world.today() }
}
