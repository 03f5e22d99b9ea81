use async_graphql::{Context, ID, MaybeUndefined, Object};
use entity::{PartnerId, TermId, edition_partner};
use uuid::Uuid;

use super::funding::known_partner;
use super::partner::EditionPartner;
use super::store;
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::store as shared;
use crate::programme::record::{self, RemoveInput, Wanted};
use crate::programme::rules::Steered;

/// Vocabulary of what partners are.
pub const PARTNER_KIND: &str = "partner-kind";

patch! {
    /// What is said of a partner's part in an edition.
    EngagementSaid
    /// A partner to take into an edition.
    create AddEditionPartnerInput {
        /// The edition.
        edition: ID,
        /// The partner.
        partner: ID,
    }
    /// Another part for a partner: what is left out stays as it is, null empties.
    update UpdateEditionPartnerInput
    required {
        /// As what: a code of `partner-kind`, or the id of a term.
        kind: ID,
    }
    optional {
        /// For how many days at most, from 0 to 1,000.
        days: f64,
    }
}

payload! {
    /// The partner's part.
    AddEditionPartnerPayload {
        /// The part.
        edition_partner: EditionPartner
    }
    /// The partner's part, changed.
    UpdateEditionPartnerPayload {
        /// The part.
        edition_partner: EditionPartner
    }
    /// The part that ended.
    RemoveEditionPartnerPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Taking partners into editions.
#[derive(Default)]
pub struct EngagementMutation;

#[Object]
impl EngagementMutation {
    /// Takes a partner into an edition.
    async fn add_edition_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which edition, which partner.")] input: AddEditionPartnerInput,
    ) -> Result<AddEditionPartnerPayload> {
        AddEditionPartnerPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes a partner's part in an edition.
    async fn update_edition_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateEditionPartnerInput,
    ) -> Result<UpdateEditionPartnerPayload> {
        UpdateEditionPartnerPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Ends a partner's part in an edition, once it speaks in none of its sessions.
    async fn remove_edition_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveEditionPartnerPayload> {
        let request = Request::of_account(ctx)?;
        let going = |steered: &Steered, _: &edition_partner::Model| steered.going("id");
        let speaks = |tx: Tx, row| async move { store::speaks(&tx, &row).await };
        let act = "removeEditionPartner";
        RemoveEditionPartnerPayload::of(
            record::remove_unless(&request, input.parts(), act, (going, speaks)).await,
        )
    }
}

async fn add(request: &Request, input: AddEditionPartnerInput) -> Outcome<EditionPartner> {
    let (edition, text) = (input.edition.clone(), &input.partner.clone());
    let partner: PartnerId = id(text, "partner")?;
    let said = &input.said();
    record::add(request, ("edition", &edition), "addEditionPartner", |tx, steered: Steered| async move {
        steered.going("edition")?;
        known_partner(request, &tx, partner, "partner").await?;
        if !store::engaged(&*tx, steered.edition.id, &[partner]).await?.is_empty() {
            let twice = UserError::new(UserErrorCode::AlreadyExists, "partner");
            return Err(twice.with("value", &**text).into());
        }
        let blank = edition_partner::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            partner_id: partner,
            kind_id: TermId(Uuid::nil()),
            days: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(request, &tx, said.clone(), blank).await?))
    })
    .await
}

async fn update(request: &Request, input: UpdateEditionPartnerInput) -> Outcome<EditionPartner> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(
        request,
        (&id, expected),
        "updateEditionPartner",
        |tx, steered: Steered, before| async move {
            steered.going("")?;
            Ok(Wanted::row(read(request, &tx, said.clone(), before).await?))
        },
    )
    .await
}

async fn read(
    request: &Request,
    tx: &Tx,
    said: EngagementSaid,
    mut row: edition_partner::Model,
) -> Result<edition_partner::Model, Refusal> {
    let codes: Vec<_> = said.kind.value().map(|code| (PARTNER_KIND, code.0.clone())).into_iter().collect();
    let terms = shared::terms(&**tx, &codes, [], request.world.today()).await?;
    let mut read = Reading::new(&terms);
    read.term(&mut row.kind_id, said.kind, PARTNER_KIND, "kind");
    let days: MaybeUndefined<f64> = said.days;
    read.number_or_none(&mut row.days, days, (0.0, 1_000.0), "days");
    read.finish_with(row)
}
