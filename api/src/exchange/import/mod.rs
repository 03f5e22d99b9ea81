//! Import of files, the pure half: bytes -> rows -> drafts, each row with its problems.
//!
//! A file is surveyed once (hash, encoding), then read row by row in constant memory. A mapping, written
//! in TOML, says which columns feed which fields. Each row becomes a draft, a skip with its reason, or a
//! rejection with its reasons; nothing is dropped silently. To read a new kind of record: add its fields
//! to `field.rs` and a file under `draft/`.
//!
//! Nothing here knows a database, a clock or a concept's rules: [`super::import_run`] brings the drafts to them.

mod cell_key;
mod csv_rows;
pub mod draft;
mod encoding;
mod field;
pub mod mapping;
mod plain_text;
mod plan;
mod problem;
mod report;
mod rows;
mod sheet;
mod source;
mod take;
pub mod territory;
mod transform;

#[cfg(test)]
mod tests;

pub use field::{Field, Kind};
pub use mapping::Mapping;
pub use problem::{Fault, Problem, ProblemCode, Severity};
pub use report::{Line, Remark, Report, Tally, Verdict};
pub use rows::{Import, Outcome, RowResult, Skip};
pub use source::{Input, Limits, RawRow, Source};

/// What fallible functions of the reading half return: a fault stops the whole file.
pub type Result<T, E = Fault> = std::result::Result<T, E>;
