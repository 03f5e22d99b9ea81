use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::{agreement, consultation, consultation_offer, invited_provider};

use super::comparison::ConsultationComparison;
use super::loader::OffersOf;
use super::offer::ConsultationOffer;
use super::provider::InvitedProvider;
use super::rules;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Cents, Connection, Date, PageArguments, id_text};
use crate::programme::agreement::Agreement;
use crate::programme::edition::Edition;
use crate::programme::record::{self, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// Life of a consultation of providers.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::ConsultationStatus")]
pub enum ConsultationStatus {
    /// Providers are invited and answer.
    Open,
    /// An offer was chosen.
    Decided,
    /// It ended without a choice.
    Withdrawn,
}

/// A consultation of providers.
#[derive(Clone, Debug)]
pub struct Consultation(pub Arc<consultation::Model>);

record! {
    consultation::Model, ConsultationId, Consultation in "consultation" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)],
    history rules::history
}

/// A consultation of providers: what is asked, who is invited to answer, the offers, the choice and its reason; known to
/// the team of its edition.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Consultation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition it is for.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is asked: the terms of reference.
    async fn terms_of_reference(&self) -> &str {
        &self.0.terms_of_reference
    }

    /// The address of their document.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// By what offers are judged.
    async fn criteria(&self) -> Option<&str> {
        self.0.criteria.as_deref()
    }

    /// The last day on which an offer is received.
    async fn offers_by(&self) -> Date {
        self.0.offers_by.into()
    }

    /// What can be paid at most, in cents.
    async fn ceiling(&self) -> Option<Cents> {
        self.0.ceiling.map(Cents)
    }

    /// Where it stands.
    async fn status(&self) -> ConsultationStatus {
        self.0.status.into()
    }

    /// The partners invited to make an offer.
    async fn invited(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<InvitedProvider>> {
        let page = PageArguments { first, after, last, before };
        record::page::<invited_provider::Model>(ctx, self.0.id, page).await
    }

    /// The offers received.
    async fn offers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ConsultationOffer>> {
        let page = PageArguments { first, after, last, before };
        record::page::<consultation_offer::Model>(ctx, self.0.id, page).await
    }

    /// The offers side by side.
    async fn comparison(&self, ctx: &Context<'_>) -> Result<ConsultationComparison> {
        let offers = Request::load(ctx, OffersOf(self.0.id)).await?.unwrap_or_default();
        Ok(ConsultationComparison::of(&self.0, offers.to_vec()))
    }

    /// The offer that was chosen.
    async fn chosen_offer(&self, ctx: &Context<'_>) -> Result<Option<ConsultationOffer>> {
        match self.0.chosen_offer_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Why this offer was chosen, or why none was.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The day on which it was decided, or ended without a choice.
    async fn decided_on(&self) -> Option<Date> {
        self.0.decided_on.map(Into::into)
    }

    /// The agreements made upon it, the latest first.
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Agreement>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<agreement::Model>(ctx, ("consultation_id", self.0.id.0), page).await
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
