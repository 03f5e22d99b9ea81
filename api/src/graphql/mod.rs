//! How the server speaks GraphQL, whatever it speaks about: reading documents, limits, cost, ids, pages,
//! connections, user errors, errors in the reader's language. No concept of the domain and no database may
//! be named here.

mod absent;
pub mod batches;
mod cache;
mod call;
pub mod check;
mod coerce;
mod connection;
mod cost;
mod document;
mod engine;
mod finish;
mod guard;
mod id;
mod language;
mod limits;
mod merge;
mod nested;
mod nesting;
mod order;
mod patch;
mod payload;
mod print;
mod scalar;
mod shape;
mod tokens;
mod types;
mod user_error;
mod words;
mod year_month;

pub use call::{Answer, Body, Call, Stage};
pub use coerce::Scalars;
pub use connection::{Binding, Connection, Count, Edge, Node, PageArguments, PageInfo};
pub use engine::{Engine, Knowledge};
pub use finish::Reader;
pub use id::{any_id, id_text, parse_id};
pub use language::Language;
pub use limits::Limits;
pub use nested::{Nested, load_nested};
pub use nesting::Nesting;
pub use order::{OrderDirection, sorts};
pub(crate) use patch::patch;
pub use payload::Outcome;
pub(crate) use payload::{payload, split as split_outcome};
pub use scalar::{Cents, Date, Json};
pub use types::Weights;
pub use user_error::{Refusal, UserError, UserErrorCode, UserErrors};
pub use year_month::YearMonth;

use std::sync::Arc;

/// What one request is called in answers and logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// As clients and logs read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
