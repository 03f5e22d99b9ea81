//! What an operator may set of the HTTP side.

use anyhow::ensure;
use axum::http::HeaderValue;
use serde::{Deserialize, Serialize};

/// Settings of the HTTP server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Origins whose pages may call from a browser, as `https://portail.example.org`. None by default.
    pub cors_origins: Vec<String>,
    /// Whether `GraphiQL` is served at `/`.
    pub graphiql: bool,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Seconds one request may take, its body's arrival included.
    pub request_seconds: u64,
    /// Seconds the head of a request may take to arrive, and so a connection may idle; longer than the
    /// minute that proxies keep theirs open.
    pub idle_seconds: u64,
    /// Seconds that requests in flight are given when the server stops.
    pub drain_seconds: u64,
    /// Connections open at the same time; more wait to be accepted.
    pub connections: usize,
    /// Seconds told in `Retry-After`.
    pub retry_after_seconds: u64,
    /// Proxies in front of the server that add to `X-Forwarded-For`; 0 means that callers connect directly.
    pub trusted_proxies: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cors_origins: Vec::new(),
            graphiql: true,
            body_bytes: 1024 * 1024,
            request_seconds: 10,
            idle_seconds: 75,
            drain_seconds: 20,
            connections: 4_096,
            retry_after_seconds: 1,
            trusted_proxies: 0,
        }
    }
}

impl Settings {
    /// Refuses what could not work, in words.
    pub fn check(&self) -> anyhow::Result<()> {
        self.origins().map(drop)
    }

    /// The origins whose pages may call, as browsers send them.
    pub(super) fn origins(&self) -> anyhow::Result<Vec<HeaderValue>> {
        self.cors_origins.iter().map(|written| origin(written)).collect()
    }
}

/// An origin (RFC 6454, 6.2) of the web, in the one form in which browsers write it; anything else would never
/// be met, or would let everybody in.
fn origin(written: &str) -> anyhow::Result<HeaderValue> {
    let origin = written.trim().trim_end_matches('/');
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:[]".contains(&byte);
    ensure!(
        !host.is_empty() && host.bytes().all(plain),
        "`http.cors_origins`: \"{written}\" is no origin as browsers send it, such as https://portail.example.org \
         (http or https, host in lower case, port if it is not the usual one; no path, no `*`)"
    );
    Ok(HeaderValue::from_str(origin)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_as_browsers_send_them_are_taken() {
        for good in ["https://portail.example.org", "http://localhost:5173/", "http://[::1]:8080"] {
            assert_eq!(origin(good).unwrap(), good.trim_end_matches('/'));
        }
        let wrong = [
            "*",
            "https://*.example.org",
            "null",
            "",
            "portail.example.org",
            "https://",
            "https://portail.example.org/app",
            "https://Portail.example.org",
            "https://a.example\nx",
            "https://ana@a.example",
            "https://é.example",
        ];
        for wrong in wrong {
            let settings = Settings { cors_origins: vec![wrong.to_owned()], ..Settings::default() };
            let told = settings.check().unwrap_err().to_string();
            assert!(told.contains("http.cors_origins"), "{told}");
        }
    }
}
