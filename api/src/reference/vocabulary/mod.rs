//! Vocabularies: lists of terms as data (scheme, version, labels in French and English, narrower terms,
//! validity, matches with other schemes). A term is named by scheme and code; where several versions of a
//! scheme have the code, the greatest version answers.
//!
//! A list that drives a state machine is an enum instead, in `entity`.

mod loader;
mod object;
mod query;
mod store;

pub use object::{Term, Vocabulary};
pub use query::VocabularyQuery;
pub use store::{Code, find_all, find_by_codes, find_by_ids, within};
