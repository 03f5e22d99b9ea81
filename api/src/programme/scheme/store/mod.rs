//! Everybody reads schemes; writes need a proof of the rules.

mod edition;
mod filter;
pub mod links;
mod reach;
mod read;
mod write;

pub use edition::profile;
pub use filter::{Filter, Fitting, Names};
pub use reach::{places, terms};
pub use read::{
    Sort, Taken, count, criteria, find_by_ids, find_keys, find_stored, is_known, keys_of, list, version,
};
pub use write::{Addition, add_many, remove, revise};
