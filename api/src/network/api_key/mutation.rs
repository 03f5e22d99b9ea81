use async_graphql::{Context, ID, InputObject, Object};
use entity::{ApiKeyId, Visibility, api_key};

use super::super::account::Scope;
use super::super::finder::{self, id_at};
use super::issue::{Issued, issue};
use super::object::{ApiKey, IssuedApiKey};
use super::rules::{self, Asked};
use super::store;
use crate::access::Request;
use crate::db::write_tx;
use crate::error::{Code, Result};
use crate::graphql::{Outcome, Refusal, check, id_text, payload};
use crate::trail::{Act, Change, Written};

/// A new API key.
#[derive(InputObject)]
pub struct CreateApiKeyInput {
    /// What it is for, at most 100 characters.
    name: String,
    /// What it may be used for; at least one.
    scopes: Vec<Scope>,
    /// Days until it expires: 1 to 365, 90 when absent. A key made by a key expires with it at the latest.
    days: Option<i32>,
}

/// A key to revoke.
#[derive(InputObject)]
pub struct RevokeApiKeyInput {
    /// Which one.
    id: ID,
}

payload! {
    /// What `createApiKey` did.
    CreateApiKeyPayload {
        /// The new key, shown whole this once.
        issued: IssuedApiKey
    }
    /// What `revokeApiKey` did.
    RevokeApiKeyPayload {
        /// The key, revoked.
        api_key: ApiKey
    }
}

/// Changes of API keys.
#[derive(Default)]
pub struct ApiKeyMutation;

#[Object]
impl ApiKeyMutation {
    /// Makes an API key that acts under the caller's membership.
    async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it may be used for.")] input: CreateApiKeyInput,
    ) -> Result<CreateApiKeyPayload> {
        CreateApiKeyPayload::of(create(&Request::of(ctx)?, input).await)
    }

    /// Revokes an API key at once: one's own, or for a coordinator any of its structure.
    async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RevokeApiKeyInput,
    ) -> Result<RevokeApiKeyPayload> {
        RevokeApiKeyPayload::of(revoke(&Request::of(ctx)?, &input).await)
    }
}

async fn create(request: &Request, input: CreateApiKeyInput) -> Outcome<IssuedApiKey> {
    let known = request.actor.identity().ok_or(Code::Unauthenticated)?;
    let own_key = match known.api_key {
        Some(id) => store::lookup(request.db.reader(), id).await?,
        None => None,
    };
    let scopes = input.scopes.into_iter().map(Into::into).collect();
    let asked = Asked { name: &input.name, scopes, days: input.days };
    let new = &rules::create(known, asked, own_key.as_ref(), request.now)?;
    let made =
        write_tx(&request.db, |tx| async move { Ok::<_, Refusal>(issue(&tx, &request.stamp(), new).await?) });
    let Issued { row, token } = made.await?;
    Ok((IssuedApiKey { id: id_text(row.id), api_key: ApiKey::new(row), token }, Vec::new()))
}

async fn revoke(request: &Request, input: &RevokeApiKeyInput) -> Outcome<ApiKey> {
    request.require_account()?;
    let id = id_at::<ApiKeyId>("id", &input.id)?;
    let row = write_tx(&request.db, |tx| async move {
        let found = finder::lookup::<api_key::Model>(&*tx, &request.actor, id).await?;
        let key = found.ok_or_else(|| check::not_found("id", &input.id))?;
        let row = store::revoke(&tx, rules::revoke(&request.actor, key)?, request.now).await?;
        let written = Written::new(row.id, Change::Updated, Visibility::Private, row.member_id);
        request.stamp().leave_private(&tx, Act::new("revokeApiKey", written)).await?;
        Ok::<_, Refusal>(row)
    });
    Ok((ApiKey::new(row.await?), Vec::new()))
}
