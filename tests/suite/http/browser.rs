//! What browsers rely on.

use maillage::http::{Settings, router};
use serde_json::json;

use super::{get, post_json, request, server, toy};

const PORTAL: &str = "https://portail.example.org";

#[tokio::test]
async fn only_listed_origins_may_call_from_a_browser_and_never_with_credentials() {
    let settings = Settings { cors_origins: vec![PORTAL.into()], ..Settings::default() };
    let server = router(toy::app(settings, toy::Door::default()));
    for (origin, allowed) in [(PORTAL, PORTAL), ("https://evil.example", ""), ("null", "")] {
        let asked = [("origin", origin), ("access-control-request-method", "POST")];
        let preflight = request(&server, "OPTIONS", "/graphql", &asked, String::new()).await;
        let call = post_json(&server, &[("origin", origin)], json!({ "query": "{ language }" })).await;
        for answer in [preflight, call] {
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin}");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
    }
}

#[tokio::test]
async fn no_origin_is_allowed_unless_listed() {
    let answer = post_json(&server(), &[("origin", PORTAL)], json!({ "query": "{ language }" })).await;
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn answers_are_neither_stored_nor_guessed() {
    let server = server();
    for uri in ["/graphql?query=%7Blanguage%7D", "/nowhere", "/health/live", "/schema.graphql", "/"] {
        let answer = get(&server, uri).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{uri}");
        assert_eq!(answer.header("cache-control"), "no-store", "{uri}");
    }
}

#[tokio::test]
async fn graphiql_is_served_whole_under_a_policy_that_lets_nothing_out() {
    let server = server();
    let page = get(&server, "/").await;
    assert!(page.text.contains("graphiql/index.js"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    let script = get(&server, "/graphiql/index.js").await;
    assert_eq!(
        (script.status.as_u16(), script.header("content-type")),
        (200, "text/javascript; charset=utf-8")
    );
    let packed =
        request(&server, "GET", "/graphiql/index.css", &[("accept-encoding", "gzip")], String::new()).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(get(&server, "/graphiql/examples.json").await.json()[0]["query"].is_string());
    assert_eq!(get(&server, "/graphiql/secret.js").await.status, 404);
}

#[tokio::test]
async fn graphiql_can_be_switched_off() {
    let settings = Settings { graphiql: false, ..Settings::default() };
    let server = router(toy::app(settings, toy::Door::default()));
    assert_eq!(get(&server, "/").await.status, 404);
    assert_eq!(get(&server, "/graphiql/index.js").await.status, 404);
}

#[tokio::test]
async fn the_schema_and_the_keys_are_published() {
    let server = server();
    assert!(get(&server, "/schema.graphql").await.text.contains("type Query {"));
    assert_eq!(get(&server, "/.well-known/jwks.json").await.json(), json!({ "keys": [] }));
}
