use async_graphql::{Context, ID, InputObject, Object};
use entity::{PartnerId, SolicitationStatus, TermId, solicitation};
use uuid::Uuid;

use super::object::{IssuedSolicitation, Solicitation};
use super::rules::{self, Step};
use super::store;
use crate::access::{Request, hash_secret, new_secret};
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, UserError, UserErrorCode, check, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::store as shared;
use crate::programme::means::{PARTNER_KIND, known_partner};
use crate::programme::record::{self, Wanted};
use crate::programme::rules::Steered;
use crate::programme::session::stands;

patch! {
    /// What is said of a solicitation.
    SolicitationSaid
    /// A partner to ask to take part in an edition.
    create DraftSolicitationInput {
        /// The edition.
        edition: ID,
        /// The partner.
        partner: ID,
    }
    /// Another solicitation: what is left out stays as it is, null empties. Once it is sent, `answerBy` alone changes.
    update UpdateSolicitationInput
    required {
        /// As what: a code of `partner-kind`, or the id of a term.
        kind: ID,
    }
    optional {
        /// The session of the edition that the partner is to speak at.
        session: ID,
        /// What the partner is to do, in words (at most 500 characters).
        role: String,
        /// What the partner is told (at most 5,000 characters).
        message: String,
        /// The last day to answer: from today to the end of the edition.
        answer_by: Date,
    }
}

/// A solicitation that goes a step further.
#[derive(InputObject)]
pub struct SolicitationStepInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The solicitation drafted.
    DraftSolicitationPayload {
        /// The solicitation.
        solicitation: Solicitation
    }
    /// The solicitation changed.
    UpdateSolicitationPayload {
        /// The solicitation.
        solicitation: Solicitation
    }
    /// The solicitation sent.
    SendSolicitationPayload {
        /// The solicitation, the secret of its link whole this once.
        issued: IssuedSolicitation
    }
    /// The solicitation with another link.
    RenewSolicitationLinkPayload {
        /// The solicitation, the secret of its link whole this once.
        issued: IssuedSolicitation
    }
    /// The solicitation reminded of.
    RemindSolicitationPayload {
        /// The solicitation.
        solicitation: Solicitation
    }
    /// The solicitation taken back.
    WithdrawSolicitationPayload {
        /// The solicitation.
        solicitation: Solicitation
    }
}

/// Asking partners.
#[derive(Default)]
pub struct SolicitationMutation;

#[Object]
impl SolicitationMutation {
    /// Drafts what a partner is asked, for an edition that one's own member structure leads.
    async fn draft_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and for what.")] input: DraftSolicitationInput,
    ) -> Result<DraftSolicitationPayload> {
        DraftSolicitationPayload::of(draft(&Request::of_account(ctx)?, input).await)
    }

    /// Changes a draft, or the day by which a solicitation that was sent is to be answered.
    async fn update_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateSolicitationInput,
    ) -> Result<UpdateSolicitationPayload> {
        UpdateSolicitationPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Sends a draft: gives the secret of the personal link, once, to be handed over to the partner. Nothing is sent by
    /// the server.
    async fn send_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: SolicitationStepInput,
    ) -> Result<SendSolicitationPayload> {
        SendSolicitationPayload::of(link(&Request::of_account(ctx)?, &input, Step::Send).await)
    }

    /// Makes another personal link for a solicitation that was sent; the one before opens nothing any more.
    async fn renew_solicitation_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: SolicitationStepInput,
    ) -> Result<RenewSolicitationLinkPayload> {
        RenewSolicitationLinkPayload::of(link(&Request::of_account(ctx)?, &input, Step::Renew).await)
    }

    /// Notes that the partner was reminded of a solicitation that it has not answered.
    async fn remind_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: SolicitationStepInput,
    ) -> Result<RemindSolicitationPayload> {
        RemindSolicitationPayload::of(remind(&Request::of_account(ctx)?, &input).await)
    }

    /// Takes back a solicitation that was not answered; its link opens nothing any more.
    async fn withdraw_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: SolicitationStepInput,
    ) -> Result<WithdrawSolicitationPayload> {
        WithdrawSolicitationPayload::of(withdraw(&Request::of_account(ctx)?, &input).await)
    }
}

async fn draft(request: &Request, input: DraftSolicitationInput) -> Outcome<Solicitation> {
    let (edition, text) = (input.edition.clone(), &input.partner.clone());
    let partner: PartnerId = id(text, "partner")?;
    let said = &input.said();
    record::add(request, ("edition", &edition), "draftSolicitation", |tx, steered: Steered| async move {
        steered.going("edition")?;
        known_partner(request, &tx, partner, "partner").await?;
        let blank = blank(request, &steered, partner);
        let row = read(request, &tx, said.clone(), blank).await?;
        rules::day(&row, &steered.edition, request.world.today())?;
        if store::is_asked(&tx, &row, request.world.today()).await? {
            return Err(UserError::new(UserErrorCode::AlreadyExists, "partner")
                .with("value", &**text)
                .into());
        }
        Ok(Wanted::row(row))
    })
    .await
}

fn blank(request: &Request, steered: &Steered, partner: PartnerId) -> solicitation::Model {
    solicitation::Model {
        id: request.world.id(),
        edition_id: steered.edition.id,
        member_id: steered.team.by().member(),
        account_id: request.actor.account(),
        partner_id: partner,
        kind_id: TermId(Uuid::nil()),
        session_id: None,
        role: None,
        message: None,
        answer_by: None,
        status: SolicitationStatus::Drafted,
        secret_hash: None,
        sent_at: None,
        seen_at: None,
        answered_at: None,
        reason: None,
        reminders: 0,
        reminded_at: None,
        version: 1,
        created_at: request.now,
    }
}

async fn update(request: &Request, input: UpdateSolicitationInput) -> Outcome<Solicitation> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(
        request,
        which,
        "updateSolicitation",
        |tx, steered: Steered, before: solicitation::Model| async move {
            steered.going("id")?;
            let row = read(request, &tx, said.clone(), before.clone()).await?;
            rules::update((&before, &row), &steered.edition, request.world.today())?;
            Ok(Wanted::row(row))
        },
    )
    .await
}

async fn link(request: &Request, input: &SolicitationStepInput, step: Step) -> Outcome<IssuedSolicitation> {
    let token = new_secret(&request.world);
    let (hash, moment) = (&hash_secret(&token), (request.world.today(), request.now));
    let which = (&input.id, input.expected_version);
    let linked = record::change(request, which, step.name(), |_, steered: Steered, before| async move {
        steered.going("id")?;
        Ok(Wanted::row(rules::link(step, before, &steered.edition, (hash, moment))?))
    });
    let (solicitation, warnings) = linked.await?;
    Ok((IssuedSolicitation { solicitation, token }, warnings))
}

async fn remind(request: &Request, input: &SolicitationStepInput) -> Outcome<Solicitation> {
    let (which, name) = ((&input.id, input.expected_version), Step::Remind.name());
    record::change(request, which, name, |_, steered: Steered, before| async move {
        steered.going("id")?;
        Ok(Wanted::row(rules::remind(before, (request.world.today(), request.now))?))
    })
    .await
}

async fn withdraw(request: &Request, input: &SolicitationStepInput) -> Outcome<Solicitation> {
    let (which, name) = ((&input.id, input.expected_version), Step::Withdraw.name());
    record::change(request, which, name, |_, _: Steered, before| async move {
        Ok(Wanted::row(rules::withdraw(before, request.world.today())?))
    })
    .await
}

async fn read(
    request: &Request,
    tx: &Tx,
    said: SolicitationSaid,
    mut row: solicitation::Model,
) -> Result<solicitation::Model, Refusal> {
    let codes: Vec<_> = said.kind.value().map(|code| (PARTNER_KIND, code.0.clone())).into_iter().collect();
    let terms = shared::terms(&**tx, &codes, [], request.world.today()).await?;
    let named = said.session.value().cloned();
    let mut read = Reading::new(&terms);
    read.term(&mut row.kind_id, said.kind, PARTNER_KIND, "kind");
    read.link(&mut row.session_id, said.session, "session");
    read.text_or_none(&mut row.role, said.role, 500, "role");
    read.text_or_none(&mut row.message, said.message, 5_000, "message");
    said.answer_by.map_value(Into::into).update_to(&mut row.answer_by);
    let row = read.finish_with(row)?;
    if let Some((text, session)) = named.zip(row.session_id)
        && !stands(&**tx, row.edition_id, session).await?
    {
        return Err(check::not_found("session", &text).into());
    }
    Ok(row)
}
