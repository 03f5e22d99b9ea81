use async_graphql::{Context, ID, InputObject, Object};
use entity::{AccountId, MembershipId, Visibility, membership, refresh_token};

use super::super::Identity;
use super::super::account::{active_memberships, find_by_email};
use super::super::finder::id_at;
use super::issue::{issue, open};
use super::object::Session;
use super::rules::{self, Presented};
use super::store;
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, id_text, payload};
use crate::trail::{Act, Author, Change, Stamp, Written};

/// Who signs in.
#[derive(InputObject)]
pub struct SignInInput {
    /// E-mail address of the account.
    email: String,
    /// Its password.
    password: String,
    /// The membership to act under; the oldest when absent.
    membership: Option<ID>,
}

/// A refresh token to exchange.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The refresh token received last.
    refresh_token: String,
    /// Another membership of the account to act under from now on; the same when absent.
    membership: Option<ID>,
}

/// The session to end.
#[derive(InputObject)]
pub struct SignOutInput {
    /// The refresh token received last.
    refresh_token: String,
}

payload! {
    /// What `signIn` did.
    SignInPayload {
        /// The tokens of the new session.
        session: Session
    }
    /// What `refreshSession` did.
    RefreshSessionPayload {
        /// The next tokens of the session.
        session: Session
    }
    /// What `signOut` did.
    SignOutPayload {
        /// True when no session goes on with this token.
        signed_out: bool
    }
}

/// Signing in and out.
#[derive(Default)]
pub struct SessionMutation;

#[Object(name = "SignInMutation")]
impl SessionMutation {
    /// Opens a session. Ten failed attempts on one account within a quarter of an hour, or fifty from one
    /// address, and further ones must wait.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in.")] input: SignInInput,
    ) -> Result<SignInPayload> {
        SignInPayload::of(sign_in(&Request::of(ctx)?, &Identity::of(ctx)?, &input).await)
    }

    /// Exchanges a refresh token for new tokens, without `Authorization`, since the access token may have
    /// expired. A refresh token is good for one exchange; a second one ends the session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token to exchange.")] input: RefreshSessionInput,
    ) -> Result<RefreshSessionPayload> {
        RefreshSessionPayload::of(refresh(&Request::of(ctx)?, &Identity::of(ctx)?, &input).await)
    }

    /// Ends a session: its refresh token and its access tokens are no longer valid.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to end.")] input: SignOutInput,
    ) -> Result<SignOutPayload> {
        SignOutPayload::of(sign_out(&Request::of(ctx)?, &input).await)
    }
}

async fn sign_in(request: &Request, identity: &Identity, input: &SignInInput) -> Outcome<Session> {
    identity.throttle().admit(&input.email, &request.address, request.now)?;
    let found = find_by_email(request.db.reader(), &input.email).await?;
    let hash = found.as_ref().and_then(|account| account.password_hash.as_deref());
    let right = identity.hasher().verify(&input.password, hash).await?;
    let account = rules::entering(found, right)?;
    identity.throttle().forgive(&input.email, &request.address);
    let membership = &chosen(request, account.id, input.membership.as_ref()).await?;
    let session = write_tx(&request.db, |tx| async move {
        let session = open(&tx, request, identity, membership).await?;
        leave(&tx, request, "signIn", (account.id, membership.id)).await?;
        Ok::<_, Refusal>(session)
    });
    Ok((session.await?, Vec::new()))
}

async fn chosen(
    request: &Request,
    account: AccountId,
    asked: Option<&ID>,
) -> Result<membership::Model, Refusal> {
    let asked = asked.map(|id| Ok::<_, Refusal>((id_at("membership", id)?, id.as_str()))).transpose()?;
    Ok(rules::choose(active_memberships(request.db.reader(), account).await?, asked)?)
}

async fn refresh(request: &Request, identity: &Identity, input: &RefreshSessionInput) -> Outcome<Session> {
    let found = store::find(request.db.reader(), &input.refresh_token).await?;
    let (token, account) = &found.ok_or_else(rules::expired)?;
    match rules::present(token, request.now) {
        Presented::Dead => return Err(rules::expired().into()),
        Presented::Reused => return reused(request, (token, *account)).await,
        Presented::Fresh => {}
    }
    let same = id_text(token.membership_id);
    let membership = &chosen(request, *account, input.membership.as_ref().or(Some(&same))).await?;
    let next = write_tx(&request.db, |tx| async move {
        if !store::take(&tx, token, request.now).await? {
            return Ok::<_, Refusal>(None);
        }
        let session = issue(&tx, request, identity, (token.family_id, membership)).await?;
        leave(&tx, request, "refreshSession", (*account, membership.id)).await?;
        Ok(Some(session))
    });
    match next.await? {
        Some(session) => Ok((session, Vec::new())),
        None => reused(request, (token, *account)).await,
    }
}

/// A token that comes back: its family ends.
async fn reused<T>(request: &Request, (token, account): (&refresh_token::Model, AccountId)) -> Outcome<T> {
    let ended = write_tx(&request.db, |tx| async move {
        store::revoke(&tx, token.family_id, request.now).await?;
        leave(&tx, request, "refreshTokenReused", (account, token.membership_id)).await?;
        Ok::<_, Refusal>(())
    });
    ended.await?;
    tracing::warn!(family = %token.family_id, "a refresh token came back; its session is ended");
    Err(rules::expired().into())
}

async fn sign_out(request: &Request, input: &SignOutInput) -> Outcome<bool> {
    let found = store::find(request.db.reader(), &input.refresh_token).await?;
    let (token, account) = &found.ok_or_else(rules::expired)?;
    let ended = write_tx(&request.db, |tx| async move {
        store::revoke(&tx, token.family_id, request.now).await?;
        leave(&tx, request, "signOut", (*account, token.membership_id)).await?;
        Ok::<_, Refusal>(true)
    });
    Ok((ended.await?, Vec::new()))
}

/// The act is the account's, though the request came without credentials.
async fn leave(
    tx: &Tx,
    request: &Request,
    act: &'static str,
    (account, membership): (AccountId, MembershipId),
) -> Result<()> {
    let author = Author { account: Some(account), ..Author::default() };
    let written = Written::new(membership, Change::Updated, Visibility::Private, None);
    Stamp { author, ..request.stamp() }.leave_private(tx, Act::new(act, written)).await
}
