//! The server as its callers see it: routes, layers, GraphQL over HTTP, health, `GraphiQL`. What is
//! answered is decided elsewhere: nothing here knows a concept, an actor or a database.

mod decode;
mod graphiql;
mod graphql;
mod media;
mod reply;
mod serve;
mod settings;
mod track;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::time::Duration;

use async_graphql::Data;
use axum::{
    Json, Router,
    extract::{Extension, Path, State},
    http::{Method, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use futures_util::future::BoxFuture;
use tokio::time::timeout;
use tower_http::cors::{AllowOrigin, CorsLayer};

use self::{
    media::Media,
    reply::{Desk, Fault},
    track::REQUEST_ID,
};
pub use self::{serve::serve, settings::Settings, track::Caller};
use crate::{
    error::{Code, Error, Result},
    graphql::{Engine, Reader, RequestId},
};

/// What the server asks of the rooms that know who calls and what is stored.
pub trait Host: Send + Sync + 'static {
    /// Turns credentials into what resolvers find in their context: the actor, the loaders, the clock.
    /// Called once per request, before its document is read. A fault is the whole answer: wrong
    /// credentials are `UNAUTHENTICATED`, absent ones are an anonymous actor.
    fn admit<'a>(&'a self, caller: &'a Caller) -> BoxFuture<'a, Result<Data>>;

    /// Whether the database answers and its migrations are current.
    fn ready(&self) -> BoxFuture<'_, bool>;

    /// The public keys of the tokens issued here, as a JWK set.
    fn keys(&self) -> BoxFuture<'_, Result<serde_json::Value>>;

    /// The calendar feed behind a secret, as text; none where there is none, or none any longer.
    fn calendar<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Option<String>>>;

    /// A new id for a request that brings none.
    fn request_id(&self) -> RequestId;
}

/// Everything a running server holds.
pub struct App {
    engine: Arc<Engine>,
    settings: Settings,
    host: Arc<dyn Host>,
    draining: AtomicBool,
}

impl App {
    /// A server that is not stopping.
    pub fn new(engine: Arc<Engine>, settings: Settings, host: Arc<dyn Host>) -> Self {
        Self { engine, settings, host, draining: AtomicBool::new(false) }
    }

    /// Answers "not ready" from now on, so that no more requests are sent here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }
}

/// Every address of the server. [`Settings::check`] has refused origins that are none; here they open nothing.
pub fn router(app: Arc<App>) -> Router {
    let pages = if app.settings.graphiql { graphiql::router() } else { Router::new() };
    Router::new()
        .route("/graphql", any(graphql::serve))
        .route("/health/live", get(async || Json(serde_json::json!({ "status": "ok" }))))
        .route("/health/ready", get(ready))
        .route("/schema.graphql", get(schema))
        .route("/.well-known/jwks.json", get(keys))
        .route("/calendar/{file}", get(calendar))
        .merge(pages)
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(cors(&app.settings))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), track::track))
        .with_state(app)
}

/// Browsers of other origins may call when their origin is listed. Nothing rests on cookies, so
/// credentials are never allowed across origins.
fn cors(settings: &Settings) -> CorsLayer {
    let read =
        [header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT, header::ACCEPT_LANGUAGE, REQUEST_ID];
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(settings.origins().unwrap_or_default()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(read)
        .expose_headers([REQUEST_ID, header::RETRY_AFTER])
        .max_age(std::time::Duration::from_hours(1))
}

async fn ready(State(app): State<Arc<App>>) -> Response {
    let draining = app.draining.load(Ordering::Relaxed);
    if !draining && app.host.ready().await {
        return Json(serde_json::json!({ "status": "ready" })).into_response();
    }
    let status = if draining { "draining" } else { "unavailable" };
    (StatusCode::SERVICE_UNAVAILABLE, Json(serde_json::json!({ "status": status }))).into_response()
}

async fn schema(State(app): State<Arc<App>>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], app.engine.sdl().to_owned()).into_response()
}

async fn keys(State(app): State<Arc<App>>, Extension(reader): Extension<Reader>) -> Response {
    match app.host.keys().await {
        Ok(keys) => ([(header::CONTENT_TYPE, "application/jwk-set+json")], keys.to_string()).into_response(),
        Err(error) => desk(&app, &reader).fault(error.into()),
    }
}

/// What calendars subscribe to. The address is a secret: no shared cache keeps what it gives, and no page that it leads to
/// is told where its reader came from.
async fn calendar(
    State(app): State<Arc<App>>,
    Extension(reader): Extension<Reader>,
    Path(file): Path<String>,
) -> Response {
    let Some(secret) = file.strip_suffix(".ics") else {
        return desk(&app, &reader).fault(Fault::not_found());
    };
    let limit = Duration::from_secs(app.settings.request_seconds);
    match timeout(limit, app.host.calendar(secret)).await {
        Ok(Ok(Some(text))) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CACHE_CONTROL, "private"),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            (headers, text).into_response()
        }
        Ok(Ok(None)) => desk(&app, &reader).fault(Fault::not_found()),
        Ok(Err(error)) => desk(&app, &reader).fault(error.into()),
        Err(_elapsed) => desk(&app, &reader).fault(Error::new(Code::Timeout).into()),
    }
}

async fn nowhere(State(app): State<Arc<App>>, Extension(reader): Extension<Reader>) -> Response {
    desk(&app, &reader).fault(Fault::not_found())
}

async fn wrong_method(State(app): State<Arc<App>>, Extension(reader): Extension<Reader>) -> Response {
    desk(&app, &reader).fault(Fault::method_not_allowed())
}

fn desk<'a>(app: &'a App, reader: &'a Reader) -> Desk<'a> {
    Desk { settings: &app.settings, reader, media: Media::default() }
}
