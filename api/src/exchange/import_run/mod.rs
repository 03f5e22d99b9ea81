//! Imports as they happen: a file, its mapping and a member structure go in; records, trail, progress and one
//! verdict for each row come out. The reading of files is [`super::import`]; the rules and statements of each
//! kind of record are those of its concept, reached through a [`Target`].
//!
//! To import one more kind of record: a draft in `import/draft`, and its target here.

mod gazetteer;
mod ground;
mod halt;
mod loader;
mod mutation;
mod object;
mod observations;
mod observed;
mod query;
mod remarks;
mod report;
mod report_file;
mod runner;
mod schemes;
mod shipped;
mod store;
mod structures;
mod target;
mod witness;

pub use gazetteer::Gazetteer;
pub use halt::Halt;
pub use mutation::ImportMutation;
pub use object::ImportRun;
pub use observations::Observations;
pub use query::ImportQuery;
pub use report::ImportReport;
pub use report_file::ReportFile;
pub use runner::{Order, Runner};
pub use schemes::Schemes;
pub use shipped::{Recipe, SHIPPED};
pub use store::find_members;
pub use structures::Structures;
pub use target::{Judged, Target};
pub use witness::{Start, Witness};
