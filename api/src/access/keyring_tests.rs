use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::keyring::{Claims, Keyring, TokenSettings, pem_of};

const NOW: i64 = 1_835_431_200;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn ring(seeds: &[u8]) -> Keyring {
    let pems: Vec<String> = seeds.iter().map(|seed| pem_of([*seed; 32])).collect();
    Keyring::new(&TokenSettings::default(), &pems).unwrap()
}

fn claims() -> Claims {
    Claims {
        iss: "maillage".to_owned(),
        aud: "maillage-api".to_owned(),
        sub: "account_1".to_owned(),
        sid: "membership_1".to_owned(),
        jti: "refresh_token_1".to_owned(),
        iat: NOW,
        exp: NOW + 900,
    }
}

fn kid(ring: &Keyring) -> String {
    ring.jwks()["keys"][0]["kid"].as_str().unwrap().to_owned()
}

fn header(ring: &Keyring) -> Header {
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some("at+jwt".to_owned());
    header.kid = Some(kid(ring));
    header
}

/// A token really signed with the ring's key, but with another header or other claims.
fn forged(header: &Header, claims: &Value) -> String {
    encode(header, claims, &EncodingKey::from_ed_pem(pem_of([1; 32]).as_bytes()).unwrap()).unwrap()
}

fn changed(field: &str, value: Value) -> Value {
    let mut claims = serde_json::to_value(claims()).unwrap();
    claims[field] = value;
    claims
}

fn refuses(ring: &Keyring, token: &str) -> bool {
    ring.verify(token, now()).is_none()
}

#[test]
fn a_token_says_what_was_signed_until_it_expires() {
    let ring = ring(&[1]);
    let token = ring.sign(&claims()).unwrap();
    assert_eq!(ring.verify(&token, now()), Some(claims()));
    assert!(ring.verify(&token, now() + TimeDelta::seconds(900 + 29)).is_some(), "clocks differ a little");
    assert!(ring.verify(&token, now() + TimeDelta::seconds(900 + 30)).is_none());
}

#[test]
fn a_well_made_forgery_would_pass_so_that_the_refusals_below_mean_something() {
    let ring = ring(&[1]);
    let whole = forged(&header(&ring), &serde_json::to_value(claims()).unwrap());
    assert!(!refuses(&ring, &whole));
}

#[test]
fn the_algorithm_is_never_the_tokens_choice() {
    let ring = ring(&[1]);
    let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
    for algorithm in ["none", "None", "HS256", "ES256"] {
        let head = json!({ "alg": algorithm, "typ": "at+jwt", "kid": kid(&ring) });
        let head = URL_SAFE_NO_PAD.encode(head.to_string());
        for signature in ["", "AAAA"] {
            assert!(refuses(&ring, &format!("{head}.{body}.{signature}")), "{algorithm}");
        }
    }
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let ring = ring(&[1]);
    let public = ring.jwks()["keys"][0]["x"].as_str().unwrap().to_owned();
    let header = Header { alg: Algorithm::HS256, ..header(&ring) };
    for secret in [public.as_bytes(), &URL_SAFE_NO_PAD.decode(&public).unwrap()] {
        let token = encode(&header, &claims(), &EncodingKey::from_secret(secret)).unwrap();
        assert!(refuses(&ring, &token));
    }
}

#[test]
fn a_token_of_another_key_is_refused_whatever_its_key_id() {
    let (ring, other) = (ring(&[1]), ring(&[2]));
    assert!(refuses(&ring, &other.sign(&claims()).unwrap()));
    let key = EncodingKey::from_ed_pem(pem_of([2; 32]).as_bytes()).unwrap();
    assert!(refuses(&ring, &encode(&header(&ring), &claims(), &key).unwrap()));
}

#[test]
fn a_token_changed_after_signing_is_refused() {
    let ring = ring(&[1]);
    let token = ring.sign(&claims()).unwrap();
    let mut parts = token.split('.');
    let (head, _, signature) = (parts.next().unwrap(), parts.next(), parts.next().unwrap());
    let body = URL_SAFE_NO_PAD.encode(changed("sub", json!("account_2")).to_string());
    assert!(refuses(&ring, &format!("{head}.{body}.{signature}")));
    assert!(refuses(&ring, &format!("{token}.{signature}")));
    assert!(refuses(&ring, ""));
    assert!(refuses(&ring, &"a".repeat(5_000)));
}

#[test]
fn another_type_of_token_is_refused() {
    let ring = ring(&[1]);
    for typ in [None, Some("JWT"), Some("id_token"), Some("refresh+jwt")] {
        let header = Header { typ: typ.map(str::to_owned), ..header(&ring) };
        assert!(refuses(&ring, &forged(&header, &json!(claims()))), "{typ:?}");
    }
}

#[test]
fn a_token_that_brings_its_own_key_or_conditions_is_refused() {
    let ring = ring(&[1]);
    let url = || Some("https://example.org/keys".to_owned());
    let headers = [
        Header { jku: url(), ..header(&ring) },
        Header { x5u: url(), ..header(&ring) },
        Header { x5c: Some(vec![]), ..header(&ring) },
        Header { crit: Some(vec!["exp".to_owned()]), ..header(&ring) },
        Header { jwk: serde_json::from_value(ring.jwks()["keys"][0].clone()).ok(), ..header(&ring) },
        Header { kid: None, ..header(&ring) },
    ];
    for header in headers {
        assert!(refuses(&ring, &forged(&header, &json!(claims()))), "{header:?}");
    }
}

#[test]
fn issuer_audience_and_expiry_are_required_and_ours() {
    let ring = ring(&[1]);
    let whole = header(&ring);
    let wrong = [
        ("iss", json!("another")),
        ("aud", json!("another-api")),
        ("exp", json!(NOW - 31)),
        ("exp", json!("tomorrow")),
        ("exp", Value::Null),
        ("iss", Value::Null),
        ("aud", Value::Null),
        ("sub", Value::Null),
    ];
    for (field, value) in wrong {
        assert!(refuses(&ring, &forged(&whole, &changed(field, value.clone()))), "{field} {value}");
        let mut claims = json!(claims());
        claims.as_object_mut().unwrap().remove(field);
        assert!(refuses(&ring, &forged(&whole, &claims)), "without {field}");
    }
}

#[test]
fn after_a_rotation_the_new_key_signs_and_the_old_one_still_verifies() {
    let (before, after) = (ring(&[1]), ring(&[2, 1]));
    let token = before.sign(&claims()).unwrap();
    assert!(!refuses(&after, &token));
    assert!(refuses(&before, &after.sign(&claims()).unwrap()));
    assert_eq!(after.jwks()["keys"].as_array().unwrap().len(), 2);
}

#[test]
fn published_keys_are_public_ones_only() {
    let jwks = ring(&[1]).jwks();
    let key = jwks["keys"][0].as_object().unwrap();
    let names: Vec<&str> = key.keys().map(String::as_str).collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
    assert_eq!((&key["kty"], &key["crv"], &key["alg"]), (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA")));
}

#[test]
fn what_is_no_private_key_is_refused_at_the_start() {
    let settings = TokenSettings::default();
    assert!(Keyring::new(&settings, &[]).is_err());
    assert!(
        Keyring::new(&settings, &["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----".to_owned()])
            .is_err()
    );
}
