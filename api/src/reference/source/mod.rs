//! Reference data as it is shipped: the folders of `data/`, embedded in the binary, read into plain values and
//! checked as a whole. A newer vintage, or other vocabularies, are read by the same code from a folder of the
//! same form. Nothing here knows of a database or of GraphQL.
//!
//! To add a vocabulary: its file in `data/vocabularies`, and its line in `embedded.rs`.

mod cog;
mod cog_check;
mod cog_read;
mod embedded;
mod error;
mod table;
mod vocabulary;
mod vocabulary_check;

pub use cog::{AliasKind, AliasSource, CogSource, TerritoryKind, TerritorySource};
pub use cog_read::cog_in;
pub use embedded::{embedded_cog, embedded_schemes};
pub use error::SourceError;
pub use vocabulary::{MatchKind, MatchSource, SchemeSource, TermSource, schemes_in};

#[cfg(test)]
mod cog_tests;
#[cfg(test)]
mod vocabulary_tests;
