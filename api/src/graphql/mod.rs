//! How we speak GraphQL, whatever the concept: ids, pages, connections, user errors, languages, limits.
//! Knows no concept of the domain and no table.

mod connection;
mod id;
mod language;
mod nested;
mod payload;
mod user_error;
mod words;

pub use connection::{Binding, Connection, Count, Edge, Node, PageArguments, PageInfo};
pub use id::{any_id, id_text, parse_id};
pub use language::Language;
pub use nested::{Nested, load_nested};
pub use payload::Outcome;
pub(crate) use payload::{payload, split as split_outcome};
pub use user_error::{Refusal, UserError, UserErrorCode, UserErrors};
