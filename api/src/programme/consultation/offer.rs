use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{PartnerId, consultation_offer};

use super::hold::Consulting;
use super::object::Consultation;
use super::{rules, store};
use crate::access::Request;
use crate::db::{KeyPart, Tx};
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{
    Cents, Date, Outcome, Refusal, UserError, UserErrorCode, check, id_text, patch, payload,
};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::coordination::web_address;
use crate::programme::record::{self, RemoveInput, Wanted, record};

/// What a provider offers.
#[derive(Clone, Debug)]
pub struct ConsultationOffer(pub Arc<consultation_offer::Model>);

record! {
    consultation_offer::Model, ConsultationOfferId, ConsultationOffer in "consultation_offer" of Consulting by
    consultation_id, below consultation_id: ConsultationId, seen store::behind, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)],
    history rules::offer_history
}

/// What an invited provider offers; known to the team of the edition.
#[Object]
impl ConsultationOffer {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The consultation it answers.
    async fn consultation(&self, ctx: &Context<'_>) -> Result<Option<Consultation>> {
        Request::load(ctx, self.0.consultation_id).await
    }

    /// Who offers; null where the reader may not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, self.0.partner_id).await
    }

    /// The day it was received.
    async fn received_on(&self) -> Date {
        self.0.received_on.into()
    }

    /// How many days of work.
    async fn days(&self) -> f64 {
        self.0.days
    }

    /// What all of it costs, in cents.
    async fn price(&self) -> Cents {
        Cents(self.0.price)
    }

    /// Whether the price includes VAT.
    async fn with_vat(&self) -> bool {
        self.0.with_vat
    }

    /// How the provider would go about it.
    async fn method(&self) -> Option<&str> {
        self.0.method.as_deref()
    }

    /// The address of its document.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
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

patch! {
    /// What is said of an offer.
    OfferSaid
    /// An offer that was received.
    create RecordOfferInput {
        /// The consultation.
        consultation: ID,
        /// Who offers: a partner that was invited.
        partner: ID,
    }
    /// Other words for an offer of an open consultation: what is left out stays as it is, null empties.
    update UpdateOfferInput
    required {
        /// How many days of work, in quarters of a day, from 0.25 to 10,000.
        days: f64,
        /// What all of it costs, in cents: from 0 to 2^53.
        price: Cents,
    }
    optional {
        /// Whether the price includes VAT; no when left out.
        with_vat: bool,
        /// The day it was received, by the last day of the consultation; today when left out.
        received_on: Date,
        /// How the provider would go about it (at most 10,000 characters).
        method: String,
        /// The address of a document, of http or https (at most 2,000 characters).
        url: String,
    }
}

payload! {
    /// The offer recorded.
    RecordOfferPayload {
        /// The offer.
        offer: ConsultationOffer
    }
    /// The offer changed.
    UpdateOfferPayload {
        /// The offer.
        offer: ConsultationOffer
    }
    /// The offer removed.
    RemoveOfferPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Keeping the offers received.
#[derive(Default)]
pub struct OfferMutation;

#[Object]
impl OfferMutation {
    /// Records the offer of a partner that was invited to an open consultation: one each.
    async fn record_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The offer.")] input: RecordOfferInput,
    ) -> Result<RecordOfferPayload> {
        RecordOfferPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Corrects an offer of an open consultation.
    async fn update_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateOfferInput,
    ) -> Result<UpdateOfferPayload> {
        UpdateOfferPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes an offer of an open consultation that was recorded by mistake or taken back.
    async fn remove_offer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveOfferPayload> {
        let request = Request::of_account(ctx)?;
        let may = |held: &Consulting, _: &consultation_offer::Model| {
            held.steered.going("id")?;
            rules::open(&held.consultation, "id")
        };
        RemoveOfferPayload::of(record::remove(&request, input.parts(), "removeOffer", may).await)
    }
}

async fn add(request: &Request, input: RecordOfferInput) -> Outcome<ConsultationOffer> {
    let (consultation, text) = (input.consultation.clone(), &input.partner.clone());
    let partner: PartnerId = id(text, "partner")?;
    let said = &input.said();
    record::add(request, ("consultation", &consultation), "recordOffer", |tx, held: Consulting| async move {
        held.steered.going("consultation")?;
        rules::open(&held.consultation, "consultation")?;
        awaited(&tx, &held, (partner, text)).await?;
        let blank = consultation_offer::Model {
            id: request.world.id(),
            consultation_id: held.consultation.id,
            partner_id: partner,
            received_on: request.world.today(),
            days: 0.0,
            price: 0,
            with_vat: false,
            method: None,
            url: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(request, &held, said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateOfferInput) -> Outcome<ConsultationOffer> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateOffer", |_, held: Consulting, before| async move {
        held.steered.going("id")?;
        rules::open(&held.consultation, "id")?;
        Ok(Wanted::row(read(request, &held, said.clone(), before)?))
    })
    .await
}

/// Refuses the offer of a partner that was not invited, and a second one.
async fn awaited(tx: &Tx, held: &Consulting, (partner, text): (PartnerId, &ID)) -> Result<(), Refusal> {
    let consultation = held.consultation.id;
    if !store::invites(tx, consultation, partner).await? {
        return Err(check::not_found("partner", text).into());
    }
    if store::answered(tx, consultation, partner).await? {
        let twice = UserError::new(UserErrorCode::AlreadyExists, "partner");
        return Err(twice.with("value", &**text).into());
    }
    Ok(())
}

fn read(
    request: &Request,
    held: &Consulting,
    said: OfferSaid,
    mut row: consultation_offer::Model,
) -> Result<consultation_offer::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    if let Some(url) = said.url.value() {
        read.check(web_address("url", url));
    }
    read.number(&mut row.days, said.days, (0.25, 10_000.0), "days");
    read.number(&mut row.price, said.price.map_value(|cents| cents.0), (0, Cents::MOST), "price");
    row.with_vat = said.with_vat.take().unwrap_or(row.with_vat);
    read.must(&mut row.received_on, said.received_on.map_value(Into::into), "receivedOn");
    read.text_or_none(&mut row.method, said.method, 10_000, "method");
    read.text_or_none(&mut row.url, said.url, 2_000, "url");
    let row = read.finish_with(row)?;
    rules::offer(&held.consultation, &row, request.world.today())?;
    Ok(row)
}
