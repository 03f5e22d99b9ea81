//! GraphQL over HTTP, seen from outside, on a small schema of its own.

mod answers;
mod browser;
mod host;
mod limits;
mod log;
mod requests;
mod stopping;
mod toy;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt;
use maillage::http::{Settings, router};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const GRAPHQL_RESPONSE: (&str, &str) = ("accept", "application/graphql-response+json");

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    pub fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
    }

    pub fn message(&self) -> String {
        self.json()["errors"][0]["message"].as_str().unwrap_or("none").to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub fn server() -> Router {
    router(toy::app(Settings::default(), toy::Door::default()))
}

pub async fn send(server: &Router, request: Request<Body>) -> Answer {
    let response = server.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

pub async fn request(
    server: &Router,
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Answer {
    let mut builder = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    send(server, builder.body(Body::from(body)).unwrap()).await
}

pub async fn post_json(server: &Router, headers: &[(&str, &str)], body: Value) -> Answer {
    let mut all = vec![("content-type", "application/json")];
    all.extend(headers);
    request(server, "POST", "/graphql", &all, body.to_string()).await
}

pub async fn post(server: &Router, query: &str) -> Answer {
    post_json(server, &[], json!({ "query": query })).await
}

pub async fn get(server: &Router, uri: &str) -> Answer {
    request(server, "GET", uri, &[], String::new()).await
}
