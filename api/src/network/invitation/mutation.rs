use async_graphql::{Context, ID, InputObject, Object};
use entity::{InvitationId, MemberId, Visibility, invitation};

use super::super::account::Role;
use super::super::finder::{self, id_at};
use super::super::session::Session;
use super::super::{Identity, member};
use super::accept::{Answered, accept};
use super::object::{Invitation, IssuedInvitation};
use super::rules::{self, Destination};
use super::store;
use crate::access::{Request, new_secret};
use crate::db::{Tx, write_tx};
use crate::error::{Code, Result};
use crate::graphql::{Outcome, Refusal, check, id_text, payload};
use crate::trail::{Act, Change, Written};

/// Whom to invite.
#[derive(InputObject)]
pub struct CreateInvitationInput {
    /// E-mail address of the person.
    email: String,
    /// The role that awaits them.
    role: Role,
    /// The member structure they are invited to; the caller's own when a coordinator leaves it out.
    member: Option<ID>,
}

/// An invitation taken up.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The token of the link.
    token: String,
    /// The person's name; needed for a new account only.
    name: Option<String>,
    /// A password of at least 12 characters for a new account; where the invitation's address has an
    /// account already, its present password.
    password: String,
}

/// An invitation to take back.
#[derive(InputObject)]
pub struct RevokeInvitationInput {
    /// Which one.
    id: ID,
}

payload! {
    /// What `createInvitation` did.
    CreateInvitationPayload {
        /// The invitation, with its token shown this once.
        issued: IssuedInvitation
    }
    /// What `acceptInvitation` did.
    AcceptInvitationPayload {
        /// A session of the new membership.
        session: Session
    }
    /// What `revokeInvitation` did.
    RevokeInvitationPayload {
        /// The invitation, revoked.
        invitation: Invitation
    }
}

/// Changes of invitations.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Invites somebody, for 14 days. A coordinator invites advisors and coordinators of its structure; who
    /// runs the network invites the first coordinator of a structure, and the network's own roles.
    async fn create_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: CreateInvitationInput,
    ) -> Result<CreateInvitationPayload> {
        CreateInvitationPayload::of(create(&Request::of(ctx)?, &input).await)
    }

    /// Takes up an invitation and signs in. It is good once.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token, and who accepts.")] input: AcceptInvitationInput,
    ) -> Result<AcceptInvitationPayload> {
        let (request, identity) = (Request::of(ctx)?, Identity::of(ctx)?);
        let AcceptInvitationInput { token, name, password } = &input;
        let answered = Answered { token, name: name.as_deref(), password };
        AcceptInvitationPayload::of(accept(&request, &identity, &answered).await)
    }

    /// Takes an invitation back.
    async fn revoke_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RevokeInvitationInput,
    ) -> Result<RevokeInvitationPayload> {
        RevokeInvitationPayload::of(revoke(&Request::of(ctx)?, &input).await)
    }
}

async fn create(request: &Request, input: &CreateInvitationInput) -> Outcome<IssuedInvitation> {
    let by = request.actor.account().ok_or(Code::Unauthenticated)?;
    let asked = input.member.as_ref().map(|id| id_at("member", id)).transpose()?;
    let member = asked.or_else(|| rules::own_structure(&request.actor));
    let token = &new_secret(&request.world);
    let row = write_tx(&request.db, |tx| async move {
        let to = (input.role.into(), destination(&tx, request, member).await?);
        let new = rules::invite(&request.actor, &input.email, to, request.now)?;
        let stamp = request.stamp();
        let row = store::add(&tx, &stamp, &new, (by, token)).await?;
        let act = Act::new("createInvitation", written(&row, Change::Created));
        let facts = serde_json::json!({ "role": row.role.as_str() });
        stamp.leave_private(&tx, act.detail(facts)).await?;
        Ok::<_, Refusal>(row)
    });
    let row = row.await?;
    let id = id_text(row.id);
    Ok((IssuedInvitation { id, invitation: Invitation::new(row), token: token.clone() }, Vec::new()))
}

async fn destination(
    tx: &Tx,
    request: &Request,
    member: Option<MemberId>,
) -> Result<Option<Destination>, Refusal> {
    let Some(id) = member else { return Ok(None) };
    let found = member::lookup(&**tx, id).await?.filter(|member| member.left_at.is_none());
    let member = found.ok_or_else(|| check::not_found("member", &id_text(id)))?.id;
    Ok(Some(Destination {
        member,
        has_coordinator: store::has_coordinator(&**tx, member, request.now).await?,
    }))
}

async fn revoke(request: &Request, input: &RevokeInvitationInput) -> Outcome<Invitation> {
    request.require_account()?;
    let id: InvitationId = id_at("id", &input.id)?;
    let row = write_tx(&request.db, |tx| async move {
        let found = finder::lookup::<invitation::Model>(&*tx, &request.actor, id).await?;
        let found = found.ok_or_else(|| check::not_found("id", &input.id))?;
        let row = store::revoke(&tx, rules::revoke(found, request.now)?, request.now).await?;
        let act = Act::new("revokeInvitation", written(&row, Change::Updated));
        request.stamp().leave_private(&tx, act).await?;
        Ok::<_, Refusal>(row)
    });
    Ok((Invitation::new(row.await?), Vec::new()))
}

fn written(row: &invitation::Model, change: Change) -> Written {
    Written::new(row.id, change, Visibility::Private, row.member_id)
}
