use async_graphql::{Context, Object};
use entity::invitation;

use super::super::finder;
use super::object::Invitation;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Connection, PageArguments};

/// Invitations.
#[derive(Default)]
pub struct InvitationQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl InvitationQuery {
    /// Invitations, the newest first: for a coordinator those of its structure, for who runs the network
    /// those of the network's own roles and of first coordinators.
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Invitation>> {
        let page = PageArguments { first, after, last, before };
        finder::connection::<invitation::Model, _>(&Request::of(ctx)?, &page, Invitation::new).await
    }
}
