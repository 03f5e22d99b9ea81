//! What one request may ask.

use std::{
    fmt::Write,
    sync::Arc,
    time::{Duration, Instant},
};

use maillage::{
    graphql::Limits,
    http::{App, Settings, router},
};
use serde_json::json;

use super::{get, post, post_json, request, server, toy};

/// `levels` fragments, each spreading the next one `width` times.
fn bomb(levels: usize, width: usize) -> String {
    let mut text = String::from("{ thing { ...F0 } }");
    for level in 0..levels {
        write!(text, " fragment F{level} on Thing {{ {} }}", format!("...F{} ", level + 1).repeat(width))
            .unwrap();
    }
    write!(text, " fragment F{levels} on Thing {{ name }}").unwrap();
    text
}

#[tokio::test]
async fn exploding_fragments_are_refused_in_less_than_fifty_milliseconds() {
    let server = server();
    let mut quickest = Duration::MAX;
    // The best of a few: other tests share the processors.
    for _ in 0..10 {
        let start = Instant::now();
        let answer = post(&server, &bomb(10, 12)).await;
        quickest = quickest.min(start.elapsed());
        assert_eq!(answer.code(), "QUERY_TOO_COMPLEX");
    }
    assert!(quickest.as_millis() < 50, "{quickest:?}");
}

#[tokio::test]
async fn what_an_operation_costs_is_told_and_bounded() {
    let server = server();
    let cheap = post(&server, "{ thing { things { name } } }").await;
    assert_eq!(cheap.json()["extensions"]["cost"], json!({ "requested": 21, "available": 10_000 }));
    let dear = post(&server, "{ thing { things { things { things { things { name } } } } } }").await;
    assert_eq!((dear.code().as_str(), dear.json().get("data").cloned()), ("QUERY_TOO_COMPLEX", None));
    assert_eq!(dear.json()["extensions"]["cost"]["requested"], 1 + 20 + 400 + 8_000 + 160_000);
}

#[tokio::test]
async fn the_standard_introspection_queries_pass() {
    let server = server();
    for query in
        [include_str!("introspection/graphql-js.graphql"), include_str!("introspection/graphiql.graphql")]
    {
        let answer =
            post_json(&server, &[], json!({ "query": query, "operationName": "IntrospectionQuery" })).await;
        assert_eq!(answer.json().get("errors"), None, "{}", answer.text);
        assert_eq!(answer.json()["data"]["__schema"]["queryType"]["name"], "Query");
    }
}

#[tokio::test]
async fn introspection_that_goes_in_circles_is_refused() {
    let levels = 6;
    let query = format!(
        "{{ __schema {{ types {{ {} name {} }} }} }}",
        "fields { type { ".repeat(levels),
        "} } ".repeat(levels)
    );
    assert_eq!(post(&server(), &query).await.code(), "QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn a_body_over_the_limit_is_not_read() {
    let server = server();
    let body = json!({ "query": "{ language }", "variables": { "x": "x".repeat(1024 * 1024) } });
    let answer = post_json(&server, &[], body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn variables_nested_beyond_reason_are_refused() {
    let body = format!(
        "{{\"query\":\"{{language}}\",\"variables\":{{\"a\":{}1{}}}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let answer = request(&server(), "POST", "/graphql", &[("content-type", "application/json")], body).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn a_request_that_takes_too_long_ends() {
    let settings = Settings { request_seconds: 0, ..Settings::default() };
    let server = router(toy::app(settings, toy::Door::default()));
    let answer = post(&server, "{ waits(ms: 60000) }").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (504, "TIMEOUT"));
}

#[tokio::test]
async fn limits_follow_the_settings() {
    let engine = toy::engine(Limits { depth: 1, ..Limits::default() });
    let server = router(Arc::new(App::new(engine, Settings::default(), Arc::new(toy::Door::default()))));
    assert_eq!(post(&server, "{ language }").await.code(), "none");
    assert_eq!(post(&server, "{ thing { name } }").await.code(), "QUERY_TOO_COMPLEX");
}

#[tokio::test]
async fn a_known_document_is_still_held_against_its_variables() {
    let server = server();
    let query = "query($t: String!, $n: Int = 2) { echo(text: $t, times: $n) }";
    let echo =
        async |variables| post_json(&server, &[], json!({ "query": query, "variables": variables })).await;
    assert_eq!(echo(json!({ "t": "a" })).await.json()["data"]["echo"], "aa");
    assert_eq!(echo(json!({ "t": "a", "n": 3 })).await.json()["data"]["echo"], "aaa");
    assert_eq!(echo(json!({ "t": null })).await.code(), "BAD_USER_INPUT");
    assert_eq!(echo(json!({})).await.code(), "BAD_USER_INPUT");
    let by_get = format!(
        "/graphql?query={}&variables=%7B%22t%22%3A%22b%22%7D",
        query.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D")
    );
    assert_eq!(get(&server, &by_get).await.json()["data"]["echo"], "bb");
}
