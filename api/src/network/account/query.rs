use async_graphql::{Context, Object};
use entity::membership;

use super::super::charter::{self, Charter};
use super::super::finder;
use super::super::member::Member;
use super::object::{Account, Membership, Role, Scope};
use super::store;
use crate::access::{Known, Request};
use crate::error::Result;
use crate::graphql::{Connection, PageArguments};

/// Accounts and memberships.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl AccountQuery {
    /// Who is asking, and what they may do; null when nobody is known.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        Ok(Request::of(ctx)?.actor.identity().cloned().map(Viewer))
    }

    /// Memberships, the newest first: one's own; for a coordinator, those of its structure; for who runs
    /// the network, those of the network's own roles.
    async fn memberships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Membership>> {
        let page = PageArguments { first, after, last, before };
        finder::connection::<membership::Model, _>(&Request::of(ctx)?, &page, Membership::new).await
    }
}

/// Who is asking.
pub struct Viewer(Known);

/// Who is asking, under which of its memberships, and what it may do.
#[Object]
impl Viewer {
    /// The account; null only if it was closed a moment ago.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        Request::load(ctx, self.0.account).await
    }

    /// The role it acts in.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// The member structure it acts for; null for a role of the network.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.member {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The membership it acts under; null only if it ended a moment ago.
    async fn membership(&self, ctx: &Context<'_>) -> Result<Option<Membership>> {
        Request::load(ctx, self.0.membership).await
    }

    /// All memberships it may act under, the oldest first: `refreshSession` changes to another one.
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
        let request = Request::of(ctx)?;
        let found = store::active_memberships(request.db.reader(), self.0.account).await?;
        let members = found.iter().filter_map(|person| person.member.clone());
        Request::feed(ctx, members.map(|row| (row.id, Member::new(row)))).await?;
        Ok(found.into_iter().map(|person| Membership::new(person.membership)).collect())
    }

    /// What it may do within its role: all for a session, the scopes of the key for an API key.
    async fn scopes(&self) -> Vec<Scope> {
        self.0.scopes.iter().copied().map(Into::into).collect()
    }

    /// The charter that its structure has still to accept before it contributes; null when there is none.
    async fn charter_to_accept(&self, ctx: &Context<'_>) -> Result<Option<Charter>> {
        let request = Request::of(ctx)?;
        let Some(member) = request.actor.works_for() else { return Ok(None) };
        Ok(charter::pending(request.db.reader(), member).await?.map(Charter::new))
    }
}
