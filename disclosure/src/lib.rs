//! Protects a table of figures: pure, no I/O.
//!
//! Rows come in as [`Facts`] of a [`Cut`], an [`Axes`] says what contains what, a [`Query`] asks; [`plan`] finds the
//! lattice cells that answer, and [`table`] draws them for one audience: what it may read row by row is exact, the
//! rest is protected. In the order in which it is done to the hidden rows of a cell:
//!
//! 1. each contributor's rows are followed through the cuts, and count as a block of their own if they keep the primary
//!    rule ([`Rules`]); the others are pooled, and the pool counts only beyond any two of its contributors;
//! 2. a row counts never, once or twice, as its key says ([`Rules::times`]);
//! 3. each block is rounded to the multiple of 5 below or above it, as the keys of its rows say ([`Depth`]);
//! 4. rounded blocks are added up; where none shows anything the cell is [`Status::Few`], none included.
//!
//! Lists, spans, ratios and changes are computed from such cells. Why it is done so, and what an attacker with a solver
//! found: `docs/decisions/0001-protected-figures.md`.
//!
//! ```
//! use disclosure::{Cut, Depth, Fact, Facts, Month, ROOT, Rules, protect};
//!
//! let row = |organisation: u32| Fact {
//!     contributor: 1,
//!     organisation: Some(organisation),
//!     territory: ROOT,
//!     theme: ROOT,
//!     sector: ROOT,
//!     kind: ROOT,
//!     stage: ROOT,
//!     method: ROOT,
//!     month: Month::of(2026, 1),
//!     rated_high: false,
//!     persons: 0,
//!     sensitive: false,
//!     key: u64::from(organisation).wrapping_mul(0x9E37_79B9_7F4A_7C15),
//!     from: Cut(1),
//!     until: None,
//! };
//! let shown = |rows: u32| {
//!     let facts = Facts::new((0..rows).map(row).collect());
//!     protect(&[&facts], Depth::default(), Cut(1), &Rules::default())
//! };
//! // INSEE: strictly fewer than 3 units is secret; none looks just the same.
//! assert!(shown(0).is_none() && shown(2).is_none());
//! assert!(shown(100).is_some_and(|figure| figure.observations % 5 == 0));
//! ```
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
