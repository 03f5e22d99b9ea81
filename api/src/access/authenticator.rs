use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, header::AUTHORIZATION};
use chrono::{DateTime, Utc};
use entity::{AccountId, ApiKeyId, MembershipId, RefreshTokenId};
use sha2::{Digest, Sha256};

use super::keyring::Keyring;
use super::{Actor, store};
use crate::db::{Db, write_tx};
use crate::error::{Code, Result};
use crate::graphql::parse_id;

/// Verified tokens remembered at most; then the memory starts afresh.
const REMEMBERED: usize = 10_000;
/// How an API key begins.
pub const KEY_PREFIX: &str = "mlg_";

/// Turns credentials into the actor. One per server, shared by its requests.
#[derive(Clone)]
pub struct Authenticator(Arc<Parts>);

struct Parts {
    keyring: Keyring,
    verified: Mutex<HashMap<[u8; 32], Verified>>,
}

/// What a token whose signature was verified speaks of.
#[derive(Clone, Copy)]
pub(super) struct Verified {
    pub account: AccountId,
    pub membership: MembershipId,
    pub issued_with: RefreshTokenId,
    exp: i64,
}

impl Authenticator {
    /// Verifies with these keys.
    pub fn new(keyring: Keyring) -> Self {
        Self(Arc::new(Parts { keyring, verified: Mutex::default() }))
    }

    /// The keys of access tokens.
    pub fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    /// Who sends a request with these headers: anonymous without `Authorization`; otherwise the actor of its
    /// bearer token. A wrong, expired or revoked one is a fault of the whole request, never anonymous.
    pub async fn authenticate(&self, db: &Db, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Actor> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(Actor::anonymous()),
            (Some(value), None) => {
                let credential = value.to_str().ok().and_then(bearer).ok_or(Code::Unauthenticated)?;
                self.identify(db, credential, now).await
            }
            (Some(_), Some(_)) => Err(Code::Unauthenticated.into()),
        }
    }

    /// The actor of an access token or an API key; one statement.
    pub async fn identify(&self, db: &Db, credential: &str, now: DateTime<Utc>) -> Result<Actor> {
        let found = match credential.strip_prefix(KEY_PREFIX) {
            Some(key) => self.of_key(db, key, now).await?,
            None => self.of_token(db, credential, now).await?,
        };
        found.ok_or_else(|| Code::Unauthenticated.into())
    }

    async fn of_token(&self, db: &Db, token: &str, now: DateTime<Utc>) -> Result<Option<Actor>> {
        let Some(verified) = self.verify(token, now) else { return Ok(None) };
        store::actor_of_session(db.reader(), verified).await
    }

    async fn of_key(&self, db: &Db, key: &str, now: DateTime<Utc>) -> Result<Option<Actor>> {
        let Some((public_id, secret)) = key.split_once('_') else { return Ok(None) };
        let Some(found) = store::actor_of_key(db.reader(), public_id, secret, now).await? else {
            return Ok(None);
        };
        if let Some(key) = found.unnoted {
            // not in the way of the request: SQLite has one writer, and an import may hold it
            let db = db.clone();
            tokio::spawn(async move { note_use(&db, key, now).await });
        }
        Ok(Some(found.actor))
    }

    fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Verified> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let remembered = self.memory().get(&hash).copied();
        if let Some(verified) = remembered.filter(|verified| verified.exp > now.timestamp()) {
            return Some(verified);
        }
        let claims = self.0.keyring.verify(token, now)?;
        let verified = Verified {
            account: parse_id(&claims.sub)?,
            membership: parse_id(&claims.sid)?,
            issued_with: parse_id(&claims.jti)?,
            exp: claims.exp,
        };
        let mut memory = self.memory();
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        memory.insert(hash, verified);
        Some(verified)
    }

    fn memory(&self) -> MutexGuard<'_, HashMap<[u8; 32], Verified>> {
        self.0.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, credential) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credential.trim())
}

/// Notes when a key was used. A failure loses one note and is only logged.
async fn note_use(db: &Db, key: ApiKeyId, now: DateTime<Utc>) {
    let noted = write_tx(db, |tx| async move { store::note_use(&tx, key, now).await });
    if let Err(error) = noted.await {
        tracing::warn!(cause = ?error.cause, "the last use of a key was not noted");
    }
}
