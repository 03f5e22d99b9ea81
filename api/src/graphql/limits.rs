//! What one document may ask, and how much of it the server remembers.

use serde::{Deserialize, Serialize};

/// Limits of a document. All are counted before the library validates anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Levels of fields, `edges`, `node`, `nodes` and introspection not counted.
    pub depth: u64,
    /// Aliased fields, fragments expanded.
    pub aliases: u64,
    /// How often one field may stand at the root, under whatever aliases.
    pub root_field: u64,
    /// Directives, fragments expanded.
    pub directives: u64,
    /// Lexical tokens of the document.
    pub tokens: usize,
    /// Bytes of the document.
    pub document_bytes: usize,
    /// Fields, spreads and inline fragments, fragments expanded.
    pub expanded_selections: u64,
    /// Fragment definitions.
    pub fragments: usize,
    /// Points of one operation: scalar 0, object 1, list = size x child.
    pub cost: u64,
    /// Points of introspection in one operation, counted with sizes of its own.
    pub introspection_cost: u64,
    /// Rows of one page; a larger one is refused. No setting allows more than 100.
    pub page: u64,
    /// Rows a list counts for when neither the document nor a weight says.
    pub list: u64,
    /// Errors told in one answer.
    pub errors: usize,
    /// Documents remembered, with the texts that persisted queries refer to.
    pub cached_documents: usize,
    /// Bytes of text of the documents remembered.
    pub cached_bytes: usize,
    /// Documents parsed and validated at the same time.
    pub parallel_documents: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 12,
            aliases: 30,
            root_field: 5,
            directives: 50,
            tokens: 2_000,
            document_bytes: 16 * 1024,
            expanded_selections: 2_000,
            fragments: 200,
            cost: 10_000,
            introspection_cost: 500_000,
            page: 100,
            list: 20,
            errors: 50,
            cached_documents: 1_000,
            cached_bytes: 1024 * 1024,
            parallel_documents: 2,
        }
    }
}
