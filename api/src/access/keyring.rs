use anyhow::{Context, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Clocks of several servers may differ by so much.
const LEEWAY: TimeDelta = TimeDelta::seconds(30);
const LONGEST_TOKEN: usize = 4_096;
/// Type of an access token (RFC 9068).
const TYPE: &str = "at+jwt";
/// What comes before the 32 bytes of an Ed25519 key in its PKCS#8 form (RFC 8410).
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// Who issues tokens, for whom, and with which keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenSettings {
    /// `iss` of the tokens: the address of this server.
    pub issuer: String,
    /// `aud` of the tokens.
    pub audience: String,
    /// Ed25519 private keys in PEM (PKCS#8), the one that signs first; when empty, those of the data
    /// directory.
    pub keys: Vec<String>,
}

impl Default for TokenSettings {
    fn default() -> Self {
        Self { issuer: "maillage".to_owned(), audience: "maillage-api".to_owned(), keys: Vec::new() }
    }
}

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// The account.
    pub sub: String,
    /// The membership it acts under.
    pub sid: String,
    /// Id of the refresh token it was issued with, by which it is revoked.
    pub jti: String,
    /// Issued at, in seconds since 1970.
    pub iat: i64,
    /// Valid until, in seconds since 1970.
    pub exp: i64,
}

/// The keys of access tokens: the first one signs, all of them verify and are published.
pub struct Keyring {
    issuer: String,
    audience: String,
    newest: SigningKey,
    older: Vec<SigningKey>,
}

struct SigningKey {
    id: String,
    signs: EncodingKey,
    verifies: DecodingKey,
    public: Jwk,
}

impl Keyring {
    /// A ring of these PEM keys, the one that signs first.
    pub fn new(settings: &TokenSettings, pems: &[String]) -> anyhow::Result<Self> {
        let mut keys = pems.iter().map(|pem| SigningKey::new(pem)).collect::<anyhow::Result<Vec<_>>>()?;
        ensure!(!keys.is_empty(), "no key signs tokens");
        Ok(Self {
            issuer: settings.issuer.clone(),
            audience: settings.audience.clone(),
            newest: keys.remove(0),
            older: keys,
        })
    }

    /// `iss` of the tokens it signs.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// `aud` of the tokens it signs.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// The token that says this.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.newest.id.clone());
        jsonwebtoken::encode(&header, claims, &self.newest.signs).map_err(Error::internal)
    }

    /// What the token says, if one of the keys signed it, it is an access token of this server and it has
    /// not expired. The algorithm is the key's, whatever the token says; `kid` only finds the key.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = self.keys().find(|key| Some(&key.id) == header.kid.as_ref())?;
        if !is_plain(&header) {
            return None;
        }
        let claims = jsonwebtoken::decode::<Claims>(token, &key.verifies, &self.validation()).ok()?.claims;
        (DateTime::from_timestamp(claims.exp, 0)? + LEEWAY > now).then_some(claims)
    }

    /// The public keys, as `/.well-known/jwks.json` gives them.
    pub fn jwks(&self) -> serde_json::Value {
        let keys: Vec<&Jwk> = self.keys().map(|key| &key.public).collect();
        serde_json::json!({ "keys": keys })
    }

    fn keys(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.newest).chain(&self.older)
    }

    fn validation(&self) -> Validation {
        let mut validation = Validation::new(Algorithm::EdDSA);
        // the library would compare with its own clock; `verify` compares with the one passed in
        validation.validate_exp = false;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation
    }
}

/// An access token by its type, with no key of its own and nothing that must be understood besides.
fn is_plain(header: &Header) -> bool {
    let typed = header.typ.as_deref().is_some_and(|typ| typ.eq_ignore_ascii_case(TYPE));
    let carries = header.jku.is_some() || header.jwk.is_some() || header.x5u.is_some();
    typed && !carries && header.x5c.is_none() && header.crit.is_none()
}

impl SigningKey {
    fn new(pem: &str) -> anyhow::Result<Self> {
        let signs = EncodingKey::from_ed_pem(pem.as_bytes()).context("not an Ed25519 key in PEM (PKCS#8)")?;
        let mut public = Jwk::from_encoding_key(&signs, Algorithm::EdDSA).context("not an Ed25519 key")?;
        let id = public.thumbprint(ThumbprintHash::SHA256)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { verifies: DecodingKey::from_jwk(&public)?, id, signs, public })
    }
}

/// A private key in PEM, of 32 random bytes.
pub fn pem_of(seed: [u8; 32]) -> String {
    let der = [PKCS8.as_slice(), seed.as_slice()].concat();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der))
}
