//! The table of needs: typed cells, margins, notes; never loose numbers. What a reader may not read row by row
//! is in it only as the crate `disclosure` protects it.
//!
//! A question in the words of the API ([`NeedsFilter`], [`NeedsDimension`]) becomes a question to the crate
//! (`question`), is answered from the figures in memory (`answer`, `measure`), and comes out as objects, notes
//! and CSV.

mod answer;
mod coverage;
mod csv;
mod figure;
mod input;
mod label;
mod measure;
mod note;
mod object;
mod query;
mod question;
mod sample;
mod store;
mod words;

pub use answer::{Answer, Cell, draw};
pub use csv::write as write_csv;
pub use figure::FigureCell;
pub use input::{Contribution, Measure, NeedsDimension, NeedsFilter};
pub use label::NeedsRowLabel;
pub use measure::{Figure, difference};
pub use object::NeedsTable;
pub use query::{Asking, Desk, NeedsTableQuery, default_measures};
pub use question::{Question, territory};
