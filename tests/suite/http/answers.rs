//! Errors, languages, and whether anything ran.

use serde_json::json;

use super::{GRAPHQL_RESPONSE, get, post, post_json, server};

#[tokio::test]
async fn a_document_that_does_not_run_has_no_data_and_its_status_depends_on_the_media_type() {
    let server = server();
    for query in [
        "{",
        "{ unknown }",
        "query($a: Int!) { echo(text: \"\", times: $a) }",
        "query A { language } query B { language }",
    ] {
        let legacy = post(&server, query).await;
        assert_eq!((legacy.status.as_u16(), legacy.code().as_str()), (200, "BAD_USER_INPUT"), "{query}");
        assert_eq!(legacy.json().get("data"), None, "{query}");
        let strict = post_json(&server, &[GRAPHQL_RESPONSE], json!({ "query": query })).await;
        assert_eq!((strict.status.as_u16(), strict.json().get("data").cloned()), (400, None), "{query}");
    }
}

#[tokio::test]
async fn an_operation_that_ran_has_data_whatever_failed() {
    let answer = post_json(&server(), &[GRAPHQL_RESPONSE], json!({ "query": "{ hidden language }" })).await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["data"], json!({ "hidden": null, "language": "français" }));
    assert_eq!(body["errors"][0]["path"], json!(["hidden"]));
    let extensions = &body["errors"][0]["extensions"];
    assert_eq!(
        *extensions,
        json!({ "code": "NOT_FOUND", "requestId": answer.header("x-request-id"), "retryable": false })
    );
}

#[tokio::test]
async fn words_are_in_the_readers_language_and_codes_are_not() {
    let server = server();
    let query = json!({ "query": "{ unknown }" });
    let french = post_json(&server, &[], query.clone()).await;
    let english = post_json(&server, &[("accept-language", "en-GB")], query).await;
    assert_eq!(french.message(), "Champ « unknown » inconnu sur le type « Query ».");
    assert_eq!(english.message(), "Unknown field \"unknown\" on type \"Query\".");
    assert_eq!(french.code(), english.code());
}

#[tokio::test]
async fn a_misspelt_field_is_not_given_the_right_one() {
    let answer = post_json(&server(), &[("accept-language", "en")], json!({ "query": "{ languag }" })).await;
    assert!(!answer.text.contains("language"), "{}", answer.text);
}

#[tokio::test]
async fn causes_stay_in_the_log() {
    let answer = post(&server(), "{ secret }").await;
    assert_eq!(answer.code(), "INTERNAL");
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn a_panic_is_an_internal_error_with_a_request_id() {
    let answer = post(&server(), "{ panics }").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (500, "INTERNAL"));
    assert_eq!(answer.json()["errors"][0]["extensions"]["requestId"], answer.header("x-request-id"));
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn fifty_errors_are_enough() {
    let answer = post(&server(), "{ many { fails } }").await;
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 50);
}

#[tokio::test]
async fn refused_callers_get_their_status_and_nothing_runs() {
    let server = server();
    let query = json!({ "query": "{ language }" });
    let wrong = post_json(&server, &[("authorization", "Bearer wrong")], query.clone()).await;
    assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (401, "UNAUTHENTICATED"));
    assert_eq!(wrong.header("www-authenticate"), "Bearer");
    let greedy = post_json(&server, &[("authorization", "Bearer greedy")], query).await;
    assert_eq!((greedy.status.as_u16(), greedy.code().as_str()), (429, "RATE_LIMITED"));
    assert_eq!(greedy.header("retry-after"), "1");
    assert_eq!(greedy.json()["errors"][0]["extensions"]["retryable"], true);
}

#[tokio::test]
async fn nothing_of_a_mutation_runs_when_a_later_part_is_ill_formed() {
    let server = server();
    let late = [
        json!({ "query": "mutation($n: Int!) { bump other: bump(by: $n) }" }),
        json!({ "query": "mutation($n: Int!) { bump other: bump(by: $n) }", "variables": { "n": "x" } }),
        json!({ "query": "mutation { bump on(day: \"2026-02-30\") }" }),
        json!({ "query": "mutation($d: NaiveDate!) { bump on(day: $d) }", "variables": { "d": "soon" } }),
    ];
    for body in late {
        let answer = post_json(&server, &[], body.clone()).await;
        assert_eq!(
            (answer.code().as_str(), answer.json().get("data").cloned()),
            ("BAD_USER_INPUT", None),
            "{body}"
        );
    }
    assert_eq!(post(&server, "mutation { bump }").await.json()["data"]["bump"], 1);
}

#[tokio::test]
async fn a_variable_left_out_of_a_patch_leaves_and_null_erases() {
    let server = server();
    let query = "mutation($name: String) { patch(input: { name: $name }) }";
    for (variables, done) in
        [(json!({}), "left"), (json!({ "name": null }), "erased"), (json!({ "name": "x" }), "set")]
    {
        let answer = post_json(&server, &[], json!({ "query": query, "variables": variables })).await;
        assert_eq!(answer.json()["data"]["patch"], done);
    }
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_any_other_replaced() {
    let server = server();
    let query = json!({ "query": "{ language }" });
    let kept = post_json(&server, &[("x-request-id", "abc-1")], query.clone()).await;
    assert_eq!(kept.header("x-request-id"), "abc-1");
    let replaced = post_json(&server, &[("x-request-id", "a b")], query).await;
    assert!(replaced.header("x-request-id").starts_with("toy-"));
    assert!(!get(&server, "/nowhere").await.header("x-request-id").is_empty());
}
