use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::solicitation;

use super::rules::{NO_DAY, Standing};
use crate::access::Request;
use crate::db::KeyPart;
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{Date, id_text};
use crate::network::account::NameOf;
use crate::network::member::Member;
use crate::programme::edition::Edition;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::session::Session;
use crate::programme::store::with_team;
use crate::reference::vocabulary::Term;

/// Where a solicitation stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Standing")]
pub enum SolicitationStatus {
    /// Being written; known to the team.
    Drafted,
    /// Sent, and not known to have been seen.
    Sent,
    /// The partner has seen it.
    Seen,
    /// The partner takes part.
    Accepted,
    /// The partner does not, for a reason.
    Declined,
    /// Taken back by the team.
    Withdrawn,
    /// Sent, and not answered by the day it should have been.
    Expired,
}

/// That a partner is asked to take part in an edition.
#[derive(Clone, Debug)]
pub struct Solicitation(pub Arc<solicitation::Model>);

record! {
    solicitation::Model, SolicitationId, Solicitation in "solicitation" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Ascending ["coalesce(x.answer_by, '9999-12-31')" = |row| KeyPart::Date(row.answer_by.unwrap_or(NO_DAY))]
}

/// That a partner is asked to take part in an edition; known to the edition's team. The partner reads a
/// `ReceivedSolicitation`.
#[Object]
impl Solicitation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// The member structure that asks.
    async fn asked_by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// Who wrote it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// The partner; null where the reader may not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, self.0.partner_id).await
    }

    /// As what: a term of the vocabulary `partner-kind`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.kind_id).await
    }

    /// The session that the partner is to speak at.
    async fn session(&self, ctx: &Context<'_>) -> Result<Option<Session>> {
        match self.0.session_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// What the partner is to do, in words.
    async fn role(&self) -> Option<&str> {
        self.0.role.as_deref()
    }

    /// What the partner is told.
    async fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The last day to answer.
    async fn answer_by(&self) -> Option<Date> {
        self.0.answer_by.map(Into::into)
    }

    /// Where it stands today.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn status(&self, ctx: &Context<'_>) -> Result<SolicitationStatus> {
        Ok(Standing::of(&self.0, Request::of(ctx)?.world.today()).into())
    }

    /// When it was sent; null while it is a draft.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.0.sent_at
    }

    /// When the partner was first known to have seen it.
    async fn seen_at(&self) -> Option<DateTime<Utc>> {
        self.0.seen_at
    }

    /// When the partner answered.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }

    /// Why the partner declined, or what it said when it accepted.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// How many times the partner was reminded of it.
    async fn reminders(&self) -> i32 {
        self.0.reminders
    }

    /// When the partner was last reminded of it.
    async fn reminded_at(&self) -> Option<DateTime<Utc>> {
        self.0.reminded_at
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was drafted.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A solicitation with a new link, at the only moment when its secret is whole.
#[derive(SimpleObject)]
pub struct IssuedSolicitation {
    /// The solicitation.
    pub solicitation: Solicitation,
    /// The secret of the personal link to hand over; `solicitationByToken`, `markSolicitationSeen` and
    /// `answerSolicitation` take it. It is never shown again, and whoever has it may answer.
    pub token: String,
}
