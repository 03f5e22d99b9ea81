//! What an operator may set of the HTTP side.

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
