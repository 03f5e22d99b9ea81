use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::world::World;

/// A new secret of 256 bits, in 43 characters that need no escaping.
pub fn new_secret(world: &World) -> String {
    URL_SAFE_NO_PAD.encode(world.bytes::<32>())
}

/// What is kept of a secret: its SHA-256 in hexadecimal. Secrets are random and long, so that no slow hash
/// is needed and the hash can be looked up.
pub fn hash_secret(secret: &str) -> String {
    format!("{:x}", Sha256::digest(secret))
}
