use std::sync::Arc;

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::world::World;

/// Passwords hashed at the same time, at 19 MB each.
const AT_ONCE: usize = 2;
/// The hash of no known password, with the parameters of all others: an unknown account takes as long.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bWFpbGxhZ2UtZGVjb3k$\
                     AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// Hashes passwords (argon2id, 19 MiB, 2 rounds: OWASP's recommendation), a few at a time and off the
/// threads that answer.
pub struct Hasher(Arc<Semaphore>);

impl Default for Hasher {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hasher {
    /// The hash to keep of a password.
    pub async fn hash(&self, world: &World, password: &str) -> Result<String> {
        let salt = SaltString::encode_b64(&world.bytes::<16>()).map_err(defect)?;
        let password = normal(password);
        self.run(move || {
            Argon2::default()
                .hash_password(password.as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(defect)
        })
        .await?
    }

    /// Whether this is the password; as slow, and false, where there is no hash to compare with.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let known = hash.is_some();
        let (password, hash) = (normal(password), hash.unwrap_or(DECOY).to_owned());
        let verified = self.run(move || {
            let hash = PasswordHash::new(&hash).map_err(defect)?;
            Ok::<_, Error>(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(verified.await?? && known)
    }

    /// The permit goes along with the work: a caller who hangs up frees no place before it is done.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.0).acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let value = work();
            drop(permit);
            value
        });
        done.await.map_err(Error::internal)
    }
}

/// One form of accented letters, whichever keyboard they come from.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

fn defect(error: argon2::password_hash::Error) -> Error {
    Error::internal(anyhow::anyhow!("argon2: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decoy_costs_what_a_real_hash_costs() {
        let decoy = PasswordHash::new(DECOY).unwrap();
        let real = Argon2::default()
            .hash_password(b"correct horse", &SaltString::encode_b64(b"0123456789abcdef").unwrap())
            .unwrap()
            .to_string();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(
            (decoy.algorithm, decoy.version, &decoy.params),
            (real.algorithm, real.version, &real.params)
        );
        assert_eq!(decoy.hash.unwrap().len(), real.hash.unwrap().len());
    }

    #[tokio::test]
    async fn an_accent_may_be_typed_in_either_form() {
        let hasher = Hasher::default();
        let world = World::seeded(|| chrono::DateTime::UNIX_EPOCH, 1);
        let hash = hasher.hash(&world, "rivi\u{e8}re des anges").await.unwrap();
        assert!(hasher.verify("rivie\u{300}re des anges", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("riviere des anges", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("rivière des anges", None).await.unwrap());
    }
}
