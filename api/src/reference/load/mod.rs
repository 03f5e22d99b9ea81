//! Puts reference data into the database: shipped with the binary, or a newer vintage from a folder.
//!
//! Ids are made of the key (kind, code, vintage), so that every deployment and every replica gives a
//! territory or a term the same id, and loading twice changes nothing.

mod cog;
mod vocabularies;

use entity::TermId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use cog::load_cog;
pub use vocabularies::load_vocabularies;

use super::source::{embedded_cog, embedded_schemes};
use crate::db::Db;
use crate::error::Error;

/// Year of the COG inside the binary.
const SHIPPED_VINTAGE: i32 = 2026;

/// Loads what the binary ships and the database lacks.
pub async fn load_shipped(db: &Db) -> anyhow::Result<()> {
    load_vocabularies(db, &embedded_schemes()?).await.map_err(Error::into_anyhow)?;
    if !cog::is_loaded(db.reader(), SHIPPED_VINTAGE).await.map_err(Error::into_anyhow)? {
        load_cog(db, &embedded_cog()?).await.map_err(Error::into_anyhow)?;
    }
    Ok(())
}

/// The id of a shipped term.
pub fn term_id(scheme: &str, version: &str, code: &str) -> TermId {
    TermId(key_id(&format!("term:{scheme}:{version}:{code}")))
}

/// A UUIDv8 (RFC 9562, 5.8) of the SHA-256 of a key.
fn key_id(key: &str) -> Uuid {
    let hash = Sha256::digest(key);
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
