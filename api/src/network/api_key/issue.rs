use entity::{Visibility, api_key};

use super::rules::NewApiKey;
use super::store;
use crate::access::{KEY_PREFIX, hash_secret, new_secret};
use crate::db::Tx;
use crate::error::Result;
use crate::trail::{Act, Change, Stamp, Written};

/// A key at the only moment when it is whole.
pub(super) struct Issued {
    /// What is kept of it.
    pub row: api_key::Model,
    /// The whole key, never shown again.
    pub token: String,
}

/// Issues a key.
pub(super) async fn issue(tx: &Tx, stamp: &Stamp, new: &NewApiKey) -> Result<Issued> {
    let public_id = format!("{:016x}", u64::from_be_bytes(stamp.world.bytes()));
    let secret = new_secret(&stamp.world);
    let token = format!("{KEY_PREFIX}{public_id}_{secret}");
    let row = new.clone().into_row((stamp.world.id(), public_id), hash_secret(&secret), stamp.at);
    store::add(tx, &row).await?;
    let written = Written::new(row.id, Change::Created, Visibility::Private, row.member_id);
    let facts = serde_json::json!({ "scopes": row.scopes, "expiresAt": row.expires_at });
    stamp.leave_private(tx, Act::new("createApiKey", written).detail(facts)).await?;
    Ok(Issued { row, token })
}
