use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::object::SolicitationStatus;
use super::rules::Standing;
use super::store::Received;
use crate::access::Request;
use crate::db::Key;
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::programme::edition::Edition;
use crate::programme::record::Record;
use crate::reference::vocabulary::Term;

/// A solicitation as its partner meets it.
#[derive(Clone, Debug)]
pub struct ReceivedSolicitation(Arc<Received>);

impl ReceivedSolicitation {
    /// Wraps what was received.
    pub fn new(received: Received) -> Self {
        Self(Arc::new(received))
    }
}

impl Node for ReceivedSolicitation {
    fn key(&self, _order: &str) -> Key {
        self.0.row.key()
    }
}

/// The session that a partner is asked to speak at.
#[derive(SimpleObject)]
pub struct SolicitedSession {
    /// Its title.
    title: String,
    /// When it begins.
    starts_at: DateTime<Utc>,
    /// When it ends.
    ends_at: DateTime<Utc>,
    /// The time zone in which its times are meant.
    time_zone: String,
    /// Whether it was cancelled since.
    cancelled: bool,
}

/// A solicitation as its partner meets it: what it must know to answer, and no more.
#[Object]
impl ReceivedSolicitation {
    /// Opaque id; `answerSolicitation` takes it from somebody who answers for the partner by an account.
    pub async fn id(&self) -> ID {
        id_text(self.0.row.id)
    }

    /// Where it stands today.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn status(&self, ctx: &Context<'_>) -> Result<SolicitationStatus> {
        Ok(Standing::of(&self.0.row, Request::of(ctx)?.world.today()).into())
    }

    /// The partner that is asked; null where the reader may not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, self.0.row.partner_id).await
    }

    /// The edition; null where the reader may not see it, as a draft.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.row.edition_id).await
    }

    /// Title of the programme.
    async fn programme_title(&self) -> &str {
        &self.0.programme.title
    }

    /// Title of the edition, where it has its own.
    async fn edition_title(&self) -> Option<&str> {
        self.0.edition.title.as_deref()
    }

    /// First day of the edition.
    async fn starts_on(&self) -> Date {
        self.0.edition.starts_on.into()
    }

    /// Last day of the edition.
    async fn ends_on(&self) -> Date {
        self.0.edition.ends_on.into()
    }

    /// Name of the territory where the edition takes place.
    async fn territory_name(&self) -> &str {
        &self.0.territory
    }

    /// Name of the member structure that asks.
    async fn asked_by(&self) -> &str {
        &self.0.asker
    }

    /// As what: a term of the vocabulary `partner-kind`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.row.kind_id).await
    }

    /// What the partner is to do, in words.
    async fn role(&self) -> Option<&str> {
        self.0.row.role.as_deref()
    }

    /// The session that the partner is to speak at.
    async fn session(&self) -> Option<SolicitedSession> {
        self.0.session.as_ref().map(|row| SolicitedSession {
            title: row.title.clone(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            time_zone: row.time_zone.clone(),
            cancelled: row.cancelled_at.is_some(),
        })
    }

    /// What the partner is told.
    async fn message(&self) -> Option<&str> {
        self.0.row.message.as_deref()
    }

    /// The last day to answer.
    async fn answer_by(&self) -> Option<Date> {
        self.0.row.answer_by.map(Into::into)
    }

    /// When it was answered.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.answered_at
    }

    /// Why it was declined, or what was said when it was accepted.
    async fn reason(&self) -> Option<&str> {
        self.0.row.reason.as_deref()
    }
}
