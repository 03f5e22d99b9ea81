//! Protects a table of figures: pure, no I/O.
mod axes;
mod block;
mod cell;
mod coverage;
mod depth;
mod facts;
mod grid;
mod hierarchy;
mod opened;
mod part;
mod perimeter;
mod plan;
mod pool;
mod protect;
mod query;
mod rules;
mod table;
mod tally;
mod visible;

pub use axes::{Axes, Axis, Grain, Month, Period};
pub use cell::{Cell, Change, Exact, Figures, Flags, HiddenPart, Status, change, percentage};
pub use coverage::Coverage;
pub use depth::Depth;
pub use facts::{Cut, Exit, Fact, Facts};
pub use hierarchy::{Builder, Hierarchy, HierarchyError, Level, Node, ROOT};
#[cfg(feature = "sabotage")]
pub use part::{Part, Shifts, Sums};
pub use perimeter::{Isolation, isolated};
pub use plan::{Plan, Row, Side, Slot, plan};
#[cfg(feature = "sabotage")]
pub use protect::parts;
pub use protect::{Band, Protected, protect};
pub use query::{Dimension, Filter, Key, Outside, Query, QueryError};
#[cfg(feature = "sabotage")]
pub use rules::Sabotage;
pub use rules::{Charter, Rules, TooLoose};
pub use table::{Snapshot, Table, TableCell, table};
pub use visible::VisibleRows;
