use async_graphql::{Context, ID, InputObject, Object};
use entity::Visibility;

use super::super::Identity;
use super::super::finder::{self, id_at};
use super::object::{Account, Membership};
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::{Code, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, UserErrors, check, payload};
use crate::trail::{Act, Change, Written};

/// A new password for one's own account.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present one.
    current_password: String,
    /// The new one, at least 12 characters.
    new_password: String,
}

/// A membership that ends.
#[derive(InputObject)]
pub struct EndMembershipInput {
    /// Which one.
    id: ID,
}

payload! {
    /// What `changePassword` did.
    ChangePasswordPayload {
        /// The account.
        account: Account
    }
    /// What `endMembership` did.
    EndMembershipPayload {
        /// The membership, ended.
        membership: Membership
    }
}

/// Changes of accounts and memberships.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Changes one's own password. All sessions of the account end; API keys stay.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old one and the new one.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let identity = Identity::of(ctx)?;
        ChangePasswordPayload::of(change_password(&Request::of(ctx)?, &identity, &input).await)
    }

    /// Ends a membership, with its sessions and keys. For the coordinator of its structure, and for who
    /// runs the network where it is one of the network's own roles.
    async fn end_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EndMembershipInput,
    ) -> Result<EndMembershipPayload> {
        EndMembershipPayload::of(end_membership(&Request::of(ctx)?, &input).await)
    }
}

async fn change_password(
    request: &Request,
    identity: &Identity,
    input: &ChangePasswordInput,
) -> Outcome<Account> {
    let known = request.actor.identity().ok_or(Code::Unauthenticated)?;
    let account = &store::lookup(request.db.reader(), known.account).await?.ok_or(Code::Unauthenticated)?;
    identity.throttle().admit(&account.email, &request.address, request.now)?;
    let right = identity.hasher().verify(&input.current_password, account.password_hash.as_deref()).await?;
    let mut errors = UserErrors::default();
    if !right {
        errors.add(UserError::new(UserErrorCode::WrongCredentials, "currentPassword"));
    }
    errors.check(rules::new_password("newPassword", &input.new_password));
    errors.finish()?;
    identity.throttle().forgive(&account.email, &request.address);
    let hash = &identity.hasher().hash(&request.world, &input.new_password).await?;
    let written = &Written::new(account.id, Change::Updated, Visibility::Private, None);
    let done = write_tx(&request.db, |tx| async move {
        store::replace_password(&tx, account.id, hash, request.now).await?;
        request.stamp().leave_private(&tx, Act::new("changePassword", *written)).await?;
        Ok::<_, Refusal>(())
    });
    done.await?;
    Ok((Account::new(account.clone()), Vec::new()))
}

async fn end_membership(request: &Request, input: &EndMembershipInput) -> Outcome<Membership> {
    request.require_account()?;
    let id = id_at::<entity::MembershipId>("id", &input.id)?;
    let row = write_tx(&request.db, |tx| async move {
        let found = finder::lookup(&*tx, &request.actor, id).await?;
        let ending = rules::end(&request.actor, found.ok_or_else(|| check::not_found("id", &input.id))?)?;
        let row = store::end(&tx, ending, request.now).await?;
        let written = Written::new(row.id, Change::Updated, Visibility::Private, row.member_id);
        request.stamp().leave_private(&tx, Act::new("endMembership", written)).await?;
        Ok::<_, Refusal>(row)
    });
    Ok((Membership::new(row.await?), Vec::new()))
}
