use async_graphql::{Context, ID, InputObject, Object};
use entity::{MemberId, ProgrammeId};

use super::object::Programme;
use super::rules::{self, Part};
use super::store;
use crate::access::{Request, Scope};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::network::member;
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::programme::record::held;
use crate::programme::rules::Led;
use crate::programme::store as programmes;
use crate::trail::{Act, Change, Written};

/// A member structure to lead a programme with.
#[derive(InputObject)]
pub struct InviteCoLeadInput {
    /// The programme.
    programme: ID,
    /// The member structure.
    member: ID,
}

/// The answer of one's own member structure that was invited to lead a programme.
#[derive(InputObject)]
pub struct AnswerCoLeadInput {
    /// The programme.
    programme: ID,
    /// Whether it will.
    accept: bool,
}

/// A member structure that no longer leads a programme.
#[derive(InputObject)]
pub struct EndCoLeadInput {
    /// The programme.
    programme: ID,
    /// The member structure: one's own, or any other for the structure that made the programme.
    member: ID,
}

payload! {
    /// The programme that another structure is invited to lead.
    InviteCoLeadPayload {
        /// The programme.
        programme: Programme
    }
    /// The programme whose invitation was answered.
    AnswerCoLeadPayload {
        /// The programme; null too where it may no longer be seen.
        programme: Programme
    }
    /// The programme that a structure no longer leads.
    EndCoLeadPayload {
        /// The programme; null too where it may no longer be seen.
        programme: Programme
    }
}

/// Leading a programme together.
#[derive(Default)]
pub struct LeadMutation;

#[Object]
impl LeadMutation {
    /// Invites another member structure to lead a programme together; a coordinator's of its team to do.
    async fn invite_co_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which programme, whom.")] input: InviteCoLeadInput,
    ) -> Result<InviteCoLeadPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        InviteCoLeadPayload::of(invite(&request, &input).await)
    }

    /// Answers for one's own member structure, invited to lead a programme; its coordinator's to do.
    async fn answer_co_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which programme, and the answer.")] input: AnswerCoLeadInput,
    ) -> Result<AnswerCoLeadPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AnswerCoLeadPayload::of(answer(&request, &input).await)
    }

    /// Ends the part of a co-leading structure; its own coordinator's to do, or that of the structure that made it.
    async fn end_co_lead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which programme, which structure.")] input: EndCoLeadInput,
    ) -> Result<EndCoLeadPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        EndCoLeadPayload::of(end(&request, &input).await)
    }
}

async fn invite(request: &Request, input: &InviteCoLeadInput) -> Outcome<Programme> {
    let member: MemberId = id(&input.member, "member")?;
    let row = write_tx(&request.db, |tx| async move {
        let led = held::<Led>(request, &tx, ("programme", &input.programme)).await?;
        if !member::exists(&*tx, member).await? {
            return Err(check::not_found("member", &input.member).into());
        }
        let present = store::standing(&*tx, led.programme.id, member).await?;
        save(request, &tx, rules::invite(led, member, present)?).await
    })
    .await?;
    Ok((row, Vec::new()))
}

async fn answer(request: &Request, input: &AnswerCoLeadInput) -> Outcome<Programme> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let programme: ProgrammeId = id(&input.programme, "programme")?;
    let row = write_tx(&request.db, |tx| async move {
        let found = programmes::programme(&*tx, &request.actor, programme).await?;
        let (row, _) = found.ok_or_else(|| check::not_found("programme", &input.programme))?;
        let present = store::standing(&*tx, programme, by.member()).await?;
        save(request, &tx, rules::answer(by, row, present, input.accept)?).await
    })
    .await?;
    Ok((row, Vec::new()))
}

async fn end(request: &Request, input: &EndCoLeadInput) -> Outcome<Programme> {
    let member: MemberId = id(&input.member, "member")?;
    let row = write_tx(&request.db, |tx| async move {
        let led = held::<Led>(request, &tx, ("programme", &input.programme)).await?;
        let present = store::standing(&*tx, led.programme.id, member).await?;
        save(request, &tx, rules::leave(led, member, present)?).await
    })
    .await?;
    Ok((row, Vec::new()))
}

async fn save(request: &Request, tx: &Tx, part: Part) -> Result<Programme, Refusal> {
    let stamp = request.stamp();
    store::write_part(tx, &stamp, &part).await?;
    let Part { led, act, .. } = part;
    let written = Written::new(led.id, Change::Updated, led.visibility, Some(led.member_id));
    stamp.leave(tx, Act::new(act, written)).await?;
    Ok(Programme::new(led))
}
