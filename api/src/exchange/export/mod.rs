//! Records as they leave: what an actor reads through the API, page after page, so that no second set of access
//! rules can differ from the first. NDJSON keeps the objects as the API gives them; CSV has one row for each.
//!
//! To export one more kind of record: its document and its columns in `records.rs`.

mod column;
mod records;
mod sheet;

pub use column::Column;
pub use records::{OBSERVATIONS, Records, STRUCTURES};
pub use sheet::{Form, Sheet};
