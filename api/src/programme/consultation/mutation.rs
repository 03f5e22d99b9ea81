use async_graphql::{Context, ID, InputObject, Object};
use entity::{ConsultationOfferId, ConsultationStatus, consultation, consultation_offer};

use super::object::Consultation;
use super::{rules, store};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Cents, Date, Outcome, Refusal, check, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::coordination::web_address;
use crate::programme::record::{self, Wanted};
use crate::programme::rules::Steered;

patch! {
    /// What is said of a consultation.
    ConsultationSaid
    /// A consultation of providers for an edition.
    create AddConsultationInput {
        /// The edition.
        edition: ID,
    }
    /// Other words for an open consultation: what is left out stays as it is, null empties.
    update UpdateConsultationInput
    required {
        /// Its title (at most 200 characters).
        title: String,
        /// What is asked: the terms of reference (at most 20,000 characters).
        terms_of_reference: String,
        /// The last day on which an offer is received.
        offers_by: Date,
    }
    optional {
        /// The address of a document, of http or https (at most 2,000 characters).
        url: String,
        /// By what offers are judged (at most 5,000 characters).
        criteria: String,
        /// What can be paid at most, in cents: from 0 to 2^53.
        ceiling: Cents,
    }
}

/// The choice of an offer.
#[derive(InputObject)]
pub struct DecideConsultationInput {
    /// Which consultation.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// The offer, one of its own.
    offer: ID,
    /// Why this one (at most 1,000 characters).
    reason: String,
    /// The day of the choice; today when left out.
    decided_on: Option<Date>,
}

/// A consultation that ends without a choice.
#[derive(InputObject)]
pub struct WithdrawConsultationInput {
    /// Which consultation.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Why (at most 1,000 characters).
    reason: String,
}

payload! {
    /// The consultation added.
    AddConsultationPayload {
        /// The consultation.
        consultation: Consultation
    }
    /// The consultation changed.
    UpdateConsultationPayload {
        /// The consultation.
        consultation: Consultation
    }
    /// The consultation decided.
    DecideConsultationPayload {
        /// The consultation.
        consultation: Consultation
    }
    /// The consultation that ended without a choice.
    WithdrawConsultationPayload {
        /// The consultation.
        consultation: Consultation
    }
}

/// Consulting providers.
#[derive(Default)]
pub struct ConsultationMutation;

#[Object]
impl ConsultationMutation {
    /// Opens a consultation of providers for an edition that one's own member structure leads.
    async fn add_consultation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked.")] input: AddConsultationInput,
    ) -> Result<AddConsultationPayload> {
        AddConsultationPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes what an open consultation asks.
    async fn update_consultation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateConsultationInput,
    ) -> Result<UpdateConsultationPayload> {
        UpdateConsultationPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Chooses an offer, for a reason; a coordinator's of its team. Nothing of the consultation changes afterwards.
    async fn decide_consultation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which offer and why.")] input: DecideConsultationInput,
    ) -> Result<DecideConsultationPayload> {
        DecideConsultationPayload::of(decide(&Request::of_account(ctx)?, &input).await)
    }

    /// Ends a consultation without a choice, for a reason; a coordinator's of its team.
    async fn withdraw_consultation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: WithdrawConsultationInput,
    ) -> Result<WithdrawConsultationPayload> {
        WithdrawConsultationPayload::of(withdraw(&Request::of_account(ctx)?, &input).await)
    }
}

async fn add(request: &Request, input: AddConsultationInput) -> Outcome<Consultation> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addConsultation", |_, steered: Steered| async move {
        steered.going("edition")?;
        let blank = consultation::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            title: String::new(),
            terms_of_reference: String::new(),
            url: None,
            criteria: None,
            offers_by: request.world.today(),
            ceiling: None,
            status: ConsultationStatus::Open,
            decided_on: None,
            reason: None,
            chosen_offer_id: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateConsultationInput) -> Outcome<Consultation> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateConsultation", |tx, steered: Steered, before| async move {
        steered.going("id")?;
        rules::open(&before, "id")?;
        let row = read(said.clone(), before)?;
        rules::offers_by(row.offers_by, store::last_received(&tx, row.id).await?)?;
        Ok(Wanted::row(row))
    })
    .await
}

async fn decide(request: &Request, input: &DecideConsultationInput) -> Outcome<Consultation> {
    let which = (&input.id, input.expected_version);
    record::change(request, which, "decideConsultation", |tx, steered: Steered, before| async move {
        steered.team.coordinating("")?;
        steered.going("id")?;
        let offer = offer_of(&tx, &before, &input.offer).await?;
        let today = request.world.today();
        let day = input.decided_on.map_or(today, Into::into);
        Ok(Wanted::row(rules::decide(before, &offer, &input.reason, (day, today))?))
    })
    .await
}

async fn withdraw(request: &Request, input: &WithdrawConsultationInput) -> Outcome<Consultation> {
    let which = (&input.id, input.expected_version);
    record::change(request, which, "withdrawConsultation", |_, steered: Steered, before| async move {
        steered.team.coordinating("")?;
        Ok(Wanted::row(rules::withdraw(before, &input.reason, request.world.today())?))
    })
    .await
}

/// An offer that somebody names, as one of this consultation.
async fn offer_of(
    tx: &Tx,
    of: &consultation::Model,
    text: &ID,
) -> Result<consultation_offer::Model, Refusal> {
    let named: ConsultationOfferId = id(text, "offer")?;
    let offers = record::store::all::<consultation_offer::Model>(&**tx, of.id).await?;
    let found = offers.into_iter().find(|offer| offer.id == named);
    found.ok_or_else(|| check::not_found("offer", text).into())
}

fn read(said: ConsultationSaid, mut row: consultation::Model) -> Result<consultation::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    if let Some(url) = said.url.value() {
        read.check(web_address("url", url));
    }
    read.text(&mut row.title, said.title, 200, "title");
    read.text(&mut row.terms_of_reference, said.terms_of_reference, 20_000, "termsOfReference");
    read.must(&mut row.offers_by, said.offers_by.map_value(Into::into), "offersBy");
    read.text_or_none(&mut row.url, said.url, 2_000, "url");
    read.text_or_none(&mut row.criteria, said.criteria, 5_000, "criteria");
    let ceiling = said.ceiling.map_value(|cents| cents.0);
    read.number_or_none(&mut row.ceiling, ceiling, (0, Cents::MOST), "ceiling");
    read.finish_with(row)
}
