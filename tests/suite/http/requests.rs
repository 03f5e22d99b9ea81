//! What is a request and what is not.

use serde_json::json;

use super::{GRAPHQL_RESPONSE, get, post, post_json, request, server};

#[tokio::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let server = server();
    let answer = post(&server, "query Q { language }").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (200, "application/json; charset=utf-8")
    );
    assert_eq!(answer.json()["data"], json!({ "language": "français" }));
    let answer = get(&server, "/graphql?query=%7Blanguage%7D").await;
    assert_eq!(answer.json()["data"], json!({ "language": "français" }));
}

#[tokio::test]
async fn a_mutation_by_get_is_not_executed() {
    let server = server();
    let answer = get(&server, "/graphql?query=mutation%7Bbump%7D").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    assert_eq!(answer.json().get("data"), None);
    assert_eq!(post(&server, "mutation { bump }").await.json()["data"]["bump"], 1);
}

#[tokio::test]
async fn a_mutation_asked_for_twice_under_one_key_runs_once() {
    let server = server();
    let twice = post(&server, "mutation { bump bump again: bump }").await;
    assert_eq!(twice.json()["data"], json!({ "bump": 1, "again": 2 }));
    let hidden = post(&server, "mutation { bump ...More } fragment More on Mutation { bump }").await;
    assert_eq!((hidden.code().as_str(), hidden.json().get("data").cloned()), ("BAD_USER_INPUT", None));
    assert_eq!(post(&server, "mutation { bump }").await.json()["data"]["bump"], 3);
}

#[tokio::test]
async fn only_json_bodies_are_read() {
    let server = server();
    let body = json!({ "query": "{ language }" }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let answer = request(&server, "POST", "/graphql", &[("content-type", kind)], body.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (415, "BAD_USER_INPUT"), "{kind}");
    }
    let untyped = request(&server, "POST", "/graphql", &[], body).await;
    assert_eq!(untyped.status, 415);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_without_the_readers_own_words() {
    let server = server();
    let json = [("content-type", "application/json")];
    for body in ["{", "[]", r#"[{"query":"{language}"}]"#, "{}", r#"{"query":1}"#, "\u{fffd}"] {
        let answer = request(&server, "POST", "/graphql", &json, body.to_owned()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "BAD_USER_INPUT"), "{body}");
        for word in ["expected", "EOF", "column"] {
            assert!(!answer.text.contains(word), "{}", answer.text);
        }
    }
}

#[tokio::test]
async fn other_methods_and_addresses_are_refused_in_json() {
    let server = server();
    let put = request(&server, "PUT", "/graphql", &[], String::new()).await;
    assert_eq!(
        (put.status.as_u16(), put.header("allow"), put.code().as_str()),
        (405, "GET, POST", "BAD_USER_INPUT")
    );
    let lost = get(&server, "/nowhere").await;
    assert_eq!((lost.status.as_u16(), lost.code().as_str()), (404, "NOT_FOUND"));
    let post = request(&server, "POST", "/health/live", &[], String::new()).await;
    assert_eq!((post.status.as_u16(), post.code().as_str()), (405, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn an_accept_that_allows_nothing_we_speak_is_told_so() {
    let server = server();
    let answer = post_json(&server, &[("accept", "text/html")], json!({ "query": "{ language }" })).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (406, "BAD_USER_INPUT"));
    let answer = post_json(&server, &[GRAPHQL_RESPONSE], json!({ "query": "{ language }" })).await;
    assert_eq!(answer.header("content-type"), "application/graphql-response+json; charset=utf-8");
}

#[tokio::test]
async fn a_persisted_query_is_asked_for_once_and_then_known_by_its_hash() {
    let server = server();
    let hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"; // of {__typename}
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let by_hash = json!({ "extensions": extensions });
    assert_eq!(post_json(&server, &[], by_hash.clone()).await.code(), "PERSISTED_QUERY_NOT_FOUND");
    let wrong = json!({ "query": "{ language }", "extensions": extensions });
    assert_eq!(post_json(&server, &[], wrong).await.code(), "BAD_USER_INPUT");
    let with_text = json!({ "query": "{__typename}", "extensions": extensions });
    assert_eq!(post_json(&server, &[], with_text).await.json()["data"]["__typename"], "Query");
    assert_eq!(post_json(&server, &[], by_hash).await.json()["data"]["__typename"], "Query");
}

#[tokio::test]
async fn only_the_operation_asked_for_is_held_against_the_rules() {
    let server = server();
    let query = "query A { ...F } query B { unknown } fragment F on Query { language }";
    let answer = post_json(&server, &[], json!({ "query": query, "operationName": "A" })).await;
    assert_eq!(answer.json()["data"]["language"], "français");
    assert_eq!(post_json(&server, &[], json!({ "query": query })).await.code(), "BAD_USER_INPUT");
}
