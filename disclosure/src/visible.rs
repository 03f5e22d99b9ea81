//! The rows an audience may read, however the caller keeps them.

use crate::facts::{Fact, Facts};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Rows that may be read one by one. What is shown of them is exact.
pub trait VisibleRows {
    /// Shows each row to `visit`, in any order.
    fn each(&self, visit: &mut dyn FnMut(&Fact));

    /// The row that a hidden one of this key became, if the audience reads it by now.
    fn find(&self, _key: u64) -> Option<Fact> {
        None
    }
}

impl<const N: usize> VisibleRows for [&Facts; N] {
    fn each(&self, visit: &mut dyn FnMut(&Fact)) {
        self.iter().flat_map(|lot| lot.rows()).for_each(visit);
    }
}

/// Tells the members of a cell that it meets for the first time.
#[derive(Default)]
pub(crate) struct Distinct(HashSet<u64, BuildHasherDefault<Mixer>>);

impl Distinct {
    /// Whether a cell meets a member for the first time.
    pub(crate) fn is_new(&mut self, cell: u32, member: u32) -> bool {
        self.0.insert(u64::from(cell) << 32 | u64::from(member))
    }
}

/// Pairs of small numbers need no defence against chosen keys, and a table meets a million of them: one
/// multiplication by the golden ratio, folded.
#[derive(Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(self.0 << 8 | u64::from(*byte));
        }
    }

    fn write_u64(&mut self, pair: u64) {
        let mixed = pair.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
