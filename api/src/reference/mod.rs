//! Reference data: the territories of the COG and the vocabularies, shipped with the binary as data that a
//! network may extend. Nobody's contribution lives here.

pub mod code;
mod load;
pub mod perimeter;
pub mod source;
pub mod territory;
pub mod vocabulary;

pub use load::{load_cog, load_shipped, load_vocabularies, term_id};

use crate::db::fold;
use crate::graphql::{UserError, UserErrorCode};

/// Longest text that is searched, in bytes: no name is longer, and SQLite refuses long patterns.
const LONGEST_SEARCH: usize = 200;

/// A search that nothing can answer.
struct Unanswerable;

/// A text as it is searched: nothing where it is absent or blank. A text without a letter or a digit, or too long
/// to be part of a name, has no answer.
fn searched(text: Option<&str>) -> Result<Option<String>, Unanswerable> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let folded = fold(text);
    let possible = !folded.is_empty() && folded.len() <= LONGEST_SEARCH;
    if possible { Ok(Some(folded)) } else { Err(Unanswerable) }
}

fn unknown(written: &str, field: &str) -> UserError {
    UserError::new(UserErrorCode::NotFound, field).with("value", written)
}

fn conflict(current: i32, expected: i32) -> UserError {
    let error = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
    error.with("current", current).with("expected", expected)
}
