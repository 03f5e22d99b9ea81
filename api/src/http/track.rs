//! Around every request: its id, its span, its one line of log, panics caught, headers that every
//! answer carries.

use std::{any::Any, net::IpAddr, panic::AssertUnwindSafe, sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use futures_util::FutureExt;
use tracing::Instrument;

use super::{
    App, Media,
    reply::{Desk, Fault},
};
use crate::{
    error::Error,
    graphql::{Language, Reader, RequestId},
};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name of the operation that an answer belongs to, for the log.
#[derive(Clone)]
pub(super) struct Operation(pub String);

/// The address a connection came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub IpAddr);

/// What is known of a caller before anything they send is believed.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The headers of the request, credentials among them.
    pub headers: HeaderMap,
    /// Where they call from, as far as trusted proxies tell.
    pub address: Option<IpAddr>,
    /// Their language and the id of their request.
    pub reader: Reader,
}

/// Runs the rest of the server around one request.
pub(super) async fn track(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let start = Instant::now();
    let reader = reader(&app, request.headers());
    let id = reader.request_id.clone();
    let media = Media::accepted(request.headers()).unwrap_or_default();
    let method = request.method().clone();
    // The route and not the path: an address may carry a secret.
    let route = request.extensions().get::<MatchedPath>().map_or("-".into(), |path| path.as_str().to_owned());
    request.extensions_mut().insert(reader.clone());
    let span = tracing::info_span!("request", request_id = id.as_str());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = answered.unwrap_or_else(|panic| {
        let fault = Fault::from(Error::internal(anyhow::anyhow!("panic: {}", said(&*panic))));
        Desk { settings: &app.settings, reader: &reader, media }.fault(fault)
    });
    add_headers(&id, response.headers_mut());
    let operation = response.extensions().get::<Operation>().map_or("-", |operation| operation.0.as_str());
    let (status, ms) = (response.status().as_u16(), start.elapsed().as_millis());
    span.in_scope(|| tracing::info!(%method, route, operation, status, ms, "answered"));
    response
}

fn reader(app: &App, headers: &HeaderMap) -> Reader {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let request_id = match text(REQUEST_ID).filter(|id| is_sane(id)) {
        Some(id) => RequestId::new(id),
        None => app.host.request_id(),
    };
    Reader {
        language: text(header::ACCEPT_LANGUAGE).map_or_else(Language::default, Language::from_accept),
        request_id,
    }
}

/// Short and plain enough to stand in a log and a header.
fn is_sane(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

fn add_headers(id: &RequestId, headers: &mut HeaderMap) {
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// The caller's address: the connection's own, or what the outermost trusted proxy saw.
pub(super) fn address(headers: &HeaderMap, peer: Option<Peer>, trusted_proxies: usize) -> Option<IpAddr> {
    let peer = peer.map(|Peer(address)| address);
    let Some(behind) = trusted_proxies.checked_sub(1) else { return peer };
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let seen: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    seen.iter().rev().nth(behind).and_then(|address| address.parse().ok()).or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_trusted_proxies_add_is_believed() {
        let headers = HeaderMap::from_iter([(
            HeaderName::from_static("x-forwarded-for"),
            HeaderValue::from_static("6.6.6.6, 1.2.3.4, 10.0.0.1"),
        )]);
        let peer = Some(Peer("10.0.0.2".parse().unwrap()));
        let found = |proxies| address(&headers, peer, proxies).unwrap().to_string();
        assert_eq!([found(0), found(1), found(2), found(9)], ["10.0.0.2", "10.0.0.1", "1.2.3.4", "10.0.0.2"]);
    }

    #[test]
    fn a_request_id_that_could_forge_a_log_line_is_not_taken() {
        assert!(is_sane("0197-abc_DEF.1"));
        for id in ["", "a b", "a\nb", "é", &"x".repeat(65)] {
            assert!(!is_sane(id), "{id}");
        }
    }
}
