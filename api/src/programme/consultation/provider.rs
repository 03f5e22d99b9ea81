use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{PartnerId, invited_provider};

use super::hold::Consulting;
use super::object::Consultation;
use super::{rules, store};
use crate::access::Request;
use crate::db::KeyPart;
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{Date, Outcome, UserError, UserErrorCode, id_text, payload};
use crate::observation::input::id;
use crate::programme::means::known_partner;
use crate::programme::record::{self, RemoveInput, Wanted, record};

/// A partner invited to make an offer.
#[derive(Clone, Debug)]
pub struct InvitedProvider(pub Arc<invited_provider::Model>);

record! {
    invited_provider::Model, InvitedProviderId, InvitedProvider in "invited_provider" of Consulting by consultation_id,
    below consultation_id: ConsultationId, seen store::behind, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// A partner invited to make an offer; known to the team of the edition.
#[Object]
impl InvitedProvider {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The consultation.
    async fn consultation(&self, ctx: &Context<'_>) -> Result<Option<Consultation>> {
        Request::load(ctx, self.0.consultation_id).await
    }

    /// The partner; null where the reader may not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, self.0.partner_id).await
    }

    /// The day it was invited.
    async fn invited_on(&self) -> Date {
        self.0.invited_on.into()
    }

    /// Number of its present version: pass it as `expectedVersion` to remove it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A partner to invite.
#[derive(InputObject)]
pub struct InviteProviderInput {
    /// The consultation.
    consultation: ID,
    /// The partner.
    partner: ID,
}

payload! {
    /// The partner invited.
    InviteProviderPayload {
        /// The invitation.
        invited_provider: InvitedProvider
    }
    /// The partner no longer invited.
    RemoveInvitedProviderPayload {
        /// The id of its invitation.
        deleted_id: ID
    }
}

/// Inviting providers.
#[derive(Default)]
pub struct ProviderMutation;

#[Object]
impl ProviderMutation {
    /// Invites a partner to make an offer in an open consultation: each once, at most 30.
    async fn invite_provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which consultation, whom.")] input: InviteProviderInput,
    ) -> Result<InviteProviderPayload> {
        InviteProviderPayload::of(invite(&Request::of_account(ctx)?, &input).await)
    }

    /// Takes an invitation back, where the partner has made no offer.
    async fn remove_invited_provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveInvitedProviderPayload> {
        let request = Request::of_account(ctx)?;
        let may = |held: &Consulting, _: &invited_provider::Model| {
            held.steered.going("id")?;
            rules::open(&held.consultation, "id")
        };
        let removed = record::remove(&request, input.parts(), "removeInvitedProvider", may).await;
        RemoveInvitedProviderPayload::of(removed)
    }
}

async fn invite(request: &Request, input: &InviteProviderInput) -> Outcome<InvitedProvider> {
    let partner: PartnerId = id(&input.partner, "partner")?;
    let to = ("consultation", &input.consultation);
    record::add(request, to, "inviteProvider", |tx, held: Consulting| async move {
        let consultation = held.consultation;
        held.steered.going("consultation")?;
        rules::open(&consultation, "consultation")?;
        known_partner(request, &tx, partner, "partner").await?;
        if store::invites(&tx, consultation.id, partner).await? {
            let twice = UserError::new(UserErrorCode::AlreadyExists, "partner");
            return Err(twice.with("value", &*input.partner).into());
        }
        if store::invited(&tx, consultation.id).await? >= rules::MOST_INVITED {
            let many = UserError::new(UserErrorCode::TooMany, "consultation");
            return Err(many.with("max", rules::MOST_INVITED).into());
        }
        Ok(Wanted::row(invited_provider::Model {
            id: request.world.id(),
            consultation_id: consultation.id,
            partner_id: partner,
            invited_on: request.world.today(),
            version: 1,
            created_at: request.now,
        }))
    })
    .await
}
