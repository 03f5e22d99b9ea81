//! Vocabularies: lists of terms as data (scheme, version, labels in French and English, narrower terms,
//! validity, matches with other schemes). A term is named by scheme and code; where several versions of a
//! scheme have the code, the latest version answers. A network adds narrower terms of its own where a vocabulary
//! is extensible, and retires terms; none is ever removed.
//!
//! A list that drives a state machine is an enum instead, in `entity`.

mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::VocabularyMutation;
pub use object::{Term, Vocabulary};
pub use query::VocabularyQuery;
pub use rules::is_usable;
pub use store::{Code, begun_latest_last, find_all, find_by_codes, find_by_ids, within};
