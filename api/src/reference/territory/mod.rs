//! Territories: country, régions, départements, EPCI and communes of the COG, and perimeters that the
//! network makes of any of them. Identity is (kind, code, vintage); a code alone is never a key.
//!
//! Who contains whom is stored once, in `territory_closure` (each territory contains itself), so that
//! ancestors, descendants and "within" are one query whatever the levels between.

mod loader;
mod object;
mod place;
mod query;
mod store;

pub use loader::DescendantsOf;
pub use object::{AliasReason, Territory, TerritoryAliasLabel, TerritoryKind};
pub use place::{Named, Place, Places};
pub use query::{
    TerritoryBy, TerritoryCode, TerritoryFilter, TerritoryKey, TerritoryLookupResult, TerritoryQuery,
    TerritoryReference,
};
pub use store::{Descent, Filter, Lying, around, find_by_ids, inside};
