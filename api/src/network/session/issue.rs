use chrono::TimeDelta;
use entity::{RefreshTokenId, membership, refresh_token};
use uuid::Uuid;

use super::super::Identity;
use super::object::Session;
use super::store;
use crate::access::{Claims, Request, hash_secret, new_secret};
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::id_text;

/// Life of an access token.
const ACCESS: TimeDelta = TimeDelta::minutes(15);
/// Life of a refresh token.
const REFRESH: TimeDelta = TimeDelta::days(30);

/// Opens a session of a membership: the first tokens of a new family.
pub(in crate::network) async fn open(
    tx: &Tx,
    request: &Request,
    identity: &Identity,
    membership: &membership::Model,
) -> Result<Session> {
    store::forget_expired(tx, membership.id, request.now).await?;
    let family = request.world.id::<RefreshTokenId>().0;
    issue(tx, request, identity, (family, membership)).await
}

/// Issues the next tokens of a family.
pub(super) async fn issue(
    tx: &Tx,
    request: &Request,
    identity: &Identity,
    (family, membership): (Uuid, &membership::Model),
) -> Result<Session> {
    let now = request.now;
    let refresh_token = new_secret(&request.world);
    let row = refresh_token::Model {
        id: request.world.id(),
        family_id: family,
        membership_id: membership.id,
        hash: hash_secret(&refresh_token),
        created_at: now,
        expires_at: now + REFRESH,
        used_at: None,
        revoked_at: None,
    };
    store::add(tx, &row).await?;
    let keyring = identity.keyring();
    let claims = Claims {
        iss: keyring.issuer().to_owned(),
        aud: keyring.audience().to_owned(),
        sub: id_text(membership.account_id).0,
        sid: id_text(membership.id).0,
        jti: id_text(row.id).0,
        iat: now.timestamp(),
        exp: (now + ACCESS).timestamp(),
    };
    Ok(Session {
        id: id_text(RefreshTokenId(family)),
        access_token: keyring.sign(&claims)?,
        expires_at: now + ACCESS,
        refresh_token,
        refresh_expires_at: row.expires_at,
    })
}
