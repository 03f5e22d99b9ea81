//! How deep a lattice cell lies, and which of two roundings of its rows it shows.
//!
//! Were the same rows rounded alike in a cell and in the one around it, then two unlike figures would tell that there
//! is a row between both, often in one single cell. Were they rounded anew in each cell, then the mean of many figures
//! would tell how many they are. So there are two roundings, and nobody can tell which one a cell shows.

use crate::axes::{Axes, Axis, Grain, Period};
use crate::plan::Slot;

/// The depth of a lattice cell: its level on each axis; by default that of the cell that holds everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Depth(u64);

impl Depth {
    /// The depth of that part of such a cell that lies in a slot of an axis on which it was not narrowed yet; no
    /// axis is time.
    #[must_use]
    pub fn below(self, axes: &Axes, axis: Option<Axis>, slot: &Slot) -> Self {
        let level = |node| axis.and_then(|axis| axes.hierarchy(axis).level(node)).map_or(0, |level| level.0);
        let own = match slot {
            Slot::Node(node) => level(*node),
            Slot::Rest { within, level: split } => level(*within) | split.0 << 4,
            Slot::Period(Period::All) => 0,
            Slot::Period(Period::Of(Grain::Year, _)) => 1,
            Slot::Period(Period::Of(Grain::Quarter, _)) => 2,
            Slot::Period(Period::Of(Grain::Month, _)) => 3,
        };
        let place = axis.map_or(0, |axis| 1 + axis as u32);
        Self(self.0 | u64::from(own) << (8 * place))
    }

    /// The mark that some rows have in such cells: one of two, and their own keys say which.
    pub(crate) fn mark(self, rows: u64) -> u64 {
        let second = scrambled(rows ^ self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)) & 1;
        rows ^ second.wrapping_mul(0xD1B5_4A32_D192_ED03)
    }
}

/// The finaliser of `SplitMix64`.
pub(crate) fn scrambled(mark: u64) -> u64 {
    let mixed = (mark ^ (mark >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
