use async_graphql::{Context, ID, InputObject, Object};
use entity::{ProposalStatus as Status, programme_proposal as proposal};
use serde_json::{Value as Json, json};

use super::object::ProgrammeProposal;
use super::rules;
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, check, payload};
use crate::observation::rules::required_reason;
use crate::programme::frame::{Revision, UpdateProgrammeInput, check as read, reconcile, save, store};
use crate::programme::record::{Wanted, add, change};
use crate::programme::rules::Led;

/// A change of a frame to propose.
#[derive(InputObject)]
pub struct ProposeChangeInput {
    /// What changes, of which programme.
    change: UpdateProgrammeInput,
    /// Why (at most 2,000 characters).
    comment: String,
}

/// A proposal to take over, or to take back.
#[derive(InputObject)]
pub struct ProposalInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

/// A proposal to refuse.
#[derive(InputObject)]
pub struct RefuseProposalInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Why.
    reason: String,
}

payload! {
    /// The proposal made.
    ProposeChangePayload {
        /// The proposal.
        proposal: ProgrammeProposal
    }
    /// The proposal taken over.
    AcceptProposalPayload {
        /// The proposal.
        proposal: ProgrammeProposal
    }
    /// The proposal refused.
    RefuseProposalPayload {
        /// The proposal.
        proposal: ProgrammeProposal
    }
    /// The proposal taken back.
    WithdrawProposalPayload {
        /// The proposal.
        proposal: ProgrammeProposal
    }
}

/// Proposing changes of a frame, and answering them.
#[derive(Default)]
pub struct ProposalMutation;

#[Object]
impl ProposalMutation {
    /// Proposes a change of a programme's frame to the other structures that lead it.
    async fn propose_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and why.")] input: ProposeChangeInput,
    ) -> Result<ProposeChangePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ProposeChangePayload::of(propose(&request, input).await)
    }

    /// Takes a proposal over into the frame; another leading structure's than its author's to do, unless one leads alone.
    async fn accept_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ProposalInput,
    ) -> Result<AcceptProposalPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AcceptProposalPayload::of(accept(&request, &input).await)
    }

    /// Refuses a proposal, with a reason; whoever could take it over.
    async fn refuse_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: RefuseProposalInput,
    ) -> Result<RefuseProposalPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RefuseProposalPayload::of(refuse(&request, &input).await)
    }

    /// Takes back a proposal of one's own member structure.
    async fn withdraw_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ProposalInput,
    ) -> Result<WithdrawProposalPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        WithdrawProposalPayload::of(withdraw(&request, &input).await)
    }
}

async fn propose(request: &Request, input: ProposeChangeInput) -> Outcome<ProgrammeProposal> {
    let (id, expected) = (input.change.id.clone(), input.change.expected_version);
    let (said, comment) = (&input.change.said(), &rules::comment(&input.comment)?);
    let made =
        add::<proposal::Model, _, _>(request, ("id", &id), "proposeChange", |tx: Tx, led: Led| async move {
            check::version(expected, led.programme.version)?;
            let before = store::content(&*tx, &led.programme).await?;
            let (after, warnings) = read(request, &tx, said, before.clone()).await?;
            let changes = after.changes(&before);
            rules::propose(changes.len())?;
            let parts = changes
                .into_iter()
                .map(|part| json!({ "field": part.field, "before": part.before, "after": part.after }));
            let by = led.team.by();
            Ok(Wanted::row(proposal::Model {
                id: request.world.id(),
                programme_id: led.programme.id,
                member_id: by.member(),
                account_id: by.account(),
                changes: Json::Array(parts.collect()),
                comment: comment.clone(),
                base_version: led.programme.version,
                status: Status::Open,
                answer: None,
                answered_by: None,
                answered_at: None,
                version: 1,
                created_at: request.now,
            })
            .warn(warnings))
        });
    made.await.map_err(|refusal| match refusal {
        Refusal::Mistakes(mistakes) => {
            let whole = |mistake: &UserError| mistake.field == ["change"];
            let place = |mistake: UserError| if whole(&mistake) { mistake } else { mistake.below("change") };
            Refusal::Mistakes(mistakes.into_iter().map(place).collect())
        }
        fault @ Refusal::Fault(_) => fault,
    })
}

async fn accept(request: &Request, input: &ProposalInput) -> Outcome<ProgrammeProposal> {
    let which = (&input.id, input.expected_version);
    change::<proposal::Model, _, _>(request, which, "acceptProposal", |tx: Tx, led: Led, row| async move {
        let leading = store::leading(&*tx, led.programme.id).await?;
        let row = rules::answer(&led, &leading, &row, (Status::Accepted, request.now))?;
        let before = store::content(&*tx, &led.programme).await?;
        let mut after = before.clone();
        let null = Json::Null;
        for part in row.changes.as_array().into_iter().flatten() {
            let field = part.get("field").and_then(Json::as_str).unwrap_or_default();
            let of = |name| part.get(name).unwrap_or(&null);
            after.take_over(field, of("before"), of("after"))?;
        }
        let revision: Revision = reconcile(led, &before, after, "acceptProposal");
        save(request, &tx, &revision).await?;
        Ok::<_, Refusal>(Wanted::row(row))
    })
    .await
}

async fn refuse(request: &Request, input: &RefuseProposalInput) -> Outcome<ProgrammeProposal> {
    let reason = &required_reason(&input.reason)?;
    let which = (&input.id, input.expected_version);
    change::<proposal::Model, _, _>(request, which, "refuseProposal", |tx: Tx, led: Led, row| async move {
        let leading = store::leading(&*tx, led.programme.id).await?;
        let mut row = rules::answer(&led, &leading, &row, (Status::Refused, request.now))?;
        row.answer = Some(reason.clone());
        Ok::<_, Refusal>(Wanted::row(row))
    })
    .await
}

async fn withdraw(request: &Request, input: &ProposalInput) -> Outcome<ProgrammeProposal> {
    let which = (&input.id, input.expected_version);
    change::<proposal::Model, _, _>(request, which, "withdrawProposal", |_, led: Led, row| async move {
        Ok::<_, Refusal>(Wanted::row(rules::withdraw(led.team.by(), &row, request.now)?))
    })
    .await
}
