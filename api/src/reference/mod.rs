//! Reference data: the territories of the COG and the vocabularies, shipped with the binary as data that a
//! network may extend. Nobody's contribution lives here.

pub mod code;
mod load;
pub mod source;
pub mod territory;
pub mod vocabulary;

pub use load::{load_cog, load_shipped, load_vocabularies, term_id};
