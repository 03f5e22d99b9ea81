//! One line for each request, and nothing personal in it.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, Once},
};

use serde_json::json;
use tracing::subscriber::DefaultGuard;

use super::{get, post_json, server};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn listen() -> (Self, DefaultGuard) {
        // Without a global one, the end of another test's subscriber may switch the log off for all threads.
        static GLOBAL: Once = Once::new();
        GLOBAL.call_once(|| {
            let silent = tracing_subscriber::fmt().with_writer(io::sink).finish();
            drop(tracing::subscriber::set_global_default(silent));
        });
        let lines = Self::default();
        let written = lines.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || written.clone()).finish();
        (lines, tracing::subscriber::set_default(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn a_request_is_one_line_without_its_variables() {
    let (lines, _guard) = Lines::listen();
    let body =
        json!({ "query": "query Named($t: String!) { echo(text: $t) }", "variables": { "t": "hunter2" } });
    post_json(&server(), &[("x-request-id", "r-1"), ("authorization", "Bearer hunter2")], body).await;
    let text = lines.text();
    assert_eq!(text.lines().count(), 1, "{text}");
    for part in ["r-1", "method=POST", "\"/graphql\"", "operation=\"Named\"", "status=200", "ms="] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn an_address_is_logged_by_its_route() {
    let (lines, _guard) = Lines::listen();
    get(&server(), "/graphql?query=%7Blanguage%7D&variables=%7B%22a%22:%22hunter2%22%7D").await;
    get(&server(), "/hunter2").await;
    assert!(!lines.text().contains("hunter2"), "{}", lines.text());
}

#[tokio::test]
async fn the_cause_of_a_fault_is_logged_under_the_id_that_the_client_reads() {
    let (lines, _guard) = Lines::listen();
    let answer = post_json(&server(), &[], json!({ "query": "{ secret }" })).await;
    let text = lines.text();
    let line = text.lines().find(|line| line.contains("hunter2")).unwrap();
    assert!(line.contains(answer.header("x-request-id")), "{line}");
}
