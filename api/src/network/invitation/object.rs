use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::invitation;

use super::super::account::{Account, Role};
use super::super::member::Member;
use super::rules::State;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Node, id_text};

/// What has become of an invitation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "State")]
pub enum InvitationState {
    /// It may be accepted.
    Pending,
    /// It was accepted.
    Accepted,
    /// It was taken back.
    Revoked,
    /// Nobody accepted it in time.
    Expired,
}

/// How somebody comes in.
#[derive(Clone, Debug)]
pub struct Invitation(pub Arc<invitation::Model>);

impl Invitation {
    /// Wraps a row.
    pub fn new(row: invitation::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for Invitation {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// How somebody comes in: visible to those who may take it back.
#[Object]
impl Invitation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// E-mail address of who is invited.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The role that awaits them.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// The member structure they are invited to; null for a role of the network.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.member_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Who invited them; null where that account is not visible.
    async fn invited_by(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        Request::load(ctx, self.0.invited_by).await
    }

    /// What has become of it.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn state(&self, ctx: &Context<'_>) -> Result<InvitationState> {
        Ok(State::of(&self.0, Request::of(ctx)?.now).into())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Until when it may be accepted.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
}

/// A new invitation, at the only moment when its token is shown.
#[derive(SimpleObject)]
pub struct IssuedInvitation {
    /// The invitation's id.
    pub id: ID,
    /// What is kept of it.
    pub invitation: Invitation,
    /// The token of the link to hand over; `acceptInvitation` takes it. It is never shown again.
    pub token: String,
}
