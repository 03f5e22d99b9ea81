//! One operation asked for, and its answer.

use std::collections::BTreeMap;

use async_graphql::{ServerError, Value, Variables};
use axum::http::HeaderMap;
use serde::Serialize;

use super::cache::Hash;
use crate::error::Code;

/// One operation asked for.
#[derive(Debug)]
pub struct Call {
    /// The document's text, unless a hash stands for it.
    pub query: Option<String>,
    /// The SHA-256 of a text sent before.
    pub persisted: Option<Hash>,
    /// Which operation of the document.
    pub operation_name: Option<String>,
    /// Values of its variables, unchecked.
    pub variables: Variables,
    /// Mutations are refused.
    pub read_only: bool,
}

impl Call {
    /// Whether a text in it holds the character NUL, which PostgreSQL cannot store.
    pub(super) fn holds_nul(&self) -> bool {
        let in_text = |text: &String| text.contains('\0') || text.contains("\\u0000");
        self.query.as_ref().is_some_and(in_text) || self.variables.values().any(holds_nul)
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::List(items) => items.iter().any(holds_nul),
        Value::Object(fields) => fields.values().any(holds_nul),
        _ => false,
    }
}

/// How far an operation came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It ran, whatever came of it.
    Executed,
    /// Nothing ran.
    Refused(Code),
    /// Nothing ran: a mutation came where only queries may.
    ReadOnly,
}

/// What came of a [`Call`].
#[derive(Debug)]
pub struct Answer {
    /// How far it came.
    pub stage: Stage,
    /// What the client reads.
    pub body: Body,
    /// Headers that resolvers set.
    pub headers: HeaderMap,
    /// The operation's name, for the log.
    pub operation: Option<String>,
}

/// A GraphQL response; `data` is missing when nothing was executed.
#[derive(Debug, Default, Serialize)]
pub struct Body {
    /// What was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ServerError>,
    /// Cost, and what resolvers add.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, Value>,
}
