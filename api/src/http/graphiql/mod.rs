//! `GraphiQL` at `/`, served from the binary: nothing of it comes from another host, and its content
//! security policy lets nothing leave. How the assets were made: `README.md` beside.
//!
//! To show one more example, put it in `examples/` and in [`EXAMPLES`].

use std::{io::Read, sync::Arc};

use axum::{
    Json, Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use flate2::read::GzDecoder;

use super::App;

/// Tabs the page opens with, in order.
const EXAMPLES: &[&str] = &[
    include_str!("examples/1-bienvenue.graphql"),
    include_str!("examples/2-portail.graphql"),
    include_str!("examples/3-accompagnement.graphql"),
    include_str!("examples/4-ingenierie.graphql"),
    include_str!("examples/5-analyse.graphql"),
    include_str!("examples/6-integration.graphql"),
];

const PAGE: &str = include_str!("assets/index.html");

/// Name, media type, and bytes compressed with gzip.
const ASSETS: &[(&str, &str, &[u8])] = &[
    ("index.js", "text/javascript; charset=utf-8", include_bytes!("assets/index.js.gz")),
    ("index.css", "text/css; charset=utf-8", include_bytes!("assets/index.css.gz")),
    ("codicon.ttf", "font/ttf", include_bytes!("assets/codicon.ttf.gz")),
    ("editor.worker.js", "text/javascript; charset=utf-8", include_bytes!("assets/editor.worker.js.gz")),
    ("graphql.worker.js", "text/javascript; charset=utf-8", include_bytes!("assets/graphql.worker.js.gz")),
    ("json.worker.js", "text/javascript; charset=utf-8", include_bytes!("assets/json.worker.js.gz")),
    ("graphql.js", "text/javascript; charset=utf-8", include_bytes!("assets/graphql.js.gz")),
    ("standalone.js", "text/javascript; charset=utf-8", include_bytes!("assets/standalone.js.gz")),
];

/// Everything from here, nothing inline but the editor's styles, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page, its assets and its examples.
pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(async || page()))
        .route("/graphiql/examples.json", get(async || Json(examples())))
        .route("/graphiql/{name}", get(asset))
}

fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, PAGE).into_response()
}

fn examples() -> serde_json::Value {
    EXAMPLES.iter().map(|query| serde_json::json!({ "query": query })).collect()
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((_, media, bytes)) = ASSETS.iter().find(|(known, _, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    // Workers run under the policy they are served with.
    let common = [
        (header::CONTENT_TYPE, *media),
        (header::CACHE_CONTROL, "max-age=3600"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    if accepted.is_some_and(|value| value.contains("gzip")) {
        return (common, [(header::CONTENT_ENCODING, "gzip")], *bytes).into_response();
    }
    let mut plain = Vec::new();
    match GzDecoder::new(*bytes).read_to_end(&mut plain) {
        Ok(_) => (common, plain).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut plain = Vec::new();
        GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
        String::from_utf8_lossy(&plain).into_owned()
    }

    #[test]
    fn nothing_is_fetched_from_another_host() {
        let fetches = [
            "src=\"http",
            "src='http",
            "href=\"http",
            "@import \"http",
            "@import url",
            "url(http",
            "url(\"http",
            "url('http",
            "from\"http",
            "from \"http",
            "import(\"http",
            "import(`http",
            "importScripts(\"http",
            "fetch(\"http",
            "fetch(`http",
            "fetch('http",
            "src=\"//",
            "href=\"//",
            "url(//",
            "new Worker(\"http",
            "new Worker(`http",
        ];
        let files = ASSETS
            .iter()
            .map(|(name, _, bytes)| (*name, text(bytes)))
            .chain([("index.html", PAGE.to_owned())]);
        for (name, text) in files {
            for fetch in fetches {
                let found = text.split_once(fetch).map(|(_, rest)| rest.chars().take(60).collect::<String>());
                assert_eq!(found, None, "{name}");
            }
        }
    }

    #[test]
    fn every_file_the_page_names_is_served() {
        for part in PAGE.split("./graphiql/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(ASSETS.iter().any(|(known, _, _)| *known == name), "{name}");
        }
    }
}
