use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::agreement;

use super::loader::{PartiesOf, RenewalOf};
use super::party::AgreementParty;
use super::rules;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Cents, Date, id_text};
use crate::programme::consultation::Consultation;
use crate::programme::edition::Edition;
use crate::programme::frame::Programme;
use crate::programme::record::record;
use crate::programme::rules::Led;
use crate::programme::store::with_leads;

/// What was agreed with others for a programme.
#[derive(Clone, Debug)]
pub struct Agreement(pub Arc<agreement::Model>);

record! {
    agreement::Model, AgreementId, Agreement in "agreement" of Led by programme_id,
    below programme_id: ProgrammeId, seen with_leads, for Private,
    Descending ["x.starts_on" = |row| KeyPart::Date(row.starts_on)],
    history rules::history
}

/// What was agreed with others for a programme: parties, object, dates, amount; known to the team of the programme.
#[Object]
impl Agreement {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The programme.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Option<Programme>> {
        Request::load(ctx, self.0.programme_id).await
    }

    /// The edition, where it is about one.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        match self.0.edition_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The consultation of providers upon which it was made.
    async fn consultation(&self, ctx: &Context<'_>) -> Result<Option<Consultation>> {
        match self.0.consultation_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Who agrees (at most 20), in their order.
    async fn parties(&self, ctx: &Context<'_>) -> Result<Vec<AgreementParty>> {
        let parties = Request::load(ctx, PartiesOf(self.0.id, self.0.version)).await?;
        Ok(parties.unwrap_or_default().into_iter().map(AgreementParty).collect())
    }

    /// What it is about.
    async fn object(&self) -> &str {
        &self.0.object
    }

    /// Its first day.
    async fn starts_on(&self) -> Date {
        self.0.starts_on.into()
    }

    /// Its last day.
    async fn ends_on(&self) -> Date {
        self.0.ends_on.into()
    }

    /// Until when one must say that one renews it.
    async fn renew_by(&self) -> Option<Date> {
        self.0.renew_by.map(Into::into)
    }

    /// The amount it is about, in cents.
    async fn amount(&self) -> Option<Cents> {
        self.0.amount.map(Cents)
    }

    /// The day on which the last party signed; null while it is a draft.
    async fn signed_on(&self) -> Option<Date> {
        self.0.signed_on.map(Into::into)
    }

    /// The address of its document.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The earlier one that it renews.
    async fn renewed_from(&self, ctx: &Context<'_>) -> Result<Option<Agreement>> {
        match self.0.renewed_from_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The later one that renews it.
    async fn renewed_by(&self, ctx: &Context<'_>) -> Result<Option<Agreement>> {
        Request::load(ctx, RenewalOf(self.0.id)).await
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
