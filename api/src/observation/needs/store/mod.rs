//! Reads that start at what the reader may see, writes that need a proof of the rules.

mod bulk;
mod read;
mod terms;
mod withdraw;
mod write;

pub use bulk::{Addition, add_many, find_keys, find_stored};
pub use read::{Also, Found, Listing, Neighbours, Sort, count, find_by_ids, list};
pub use terms::{Named, Names, further_terms, named};
pub use withdraw::{Hidden, hide};
pub use write::{add, known, lookup, own_sources, revise, version};
