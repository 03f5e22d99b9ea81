//! The rows an audience may read, however the caller keeps them.

use crate::facts::{Fact, Facts};

/// Rows that may be read one by one. What is shown of them is exact.
pub trait VisibleRows {
    /// Shows each row to `visit`, in any order.
    fn each(&self, visit: &mut dyn FnMut(&Fact));
}

impl<const N: usize> VisibleRows for [&Facts; N] {
    fn each(&self, visit: &mut dyn FnMut(&Fact)) {
        self.iter().flat_map(|lot| lot.rows()).for_each(visit);
    }
}

/// Counts the distinct members of each cell: pairs are noted as they come and sorted once.
#[derive(Default)]
pub(crate) struct Distinct {
    pairs: Vec<u64>,
    sorted: bool,
    next: usize,
}

impl Distinct {
    /// Notes that a cell holds a member.
    pub(crate) fn note(&mut self, cell: u32, member: u32) {
        let pair = u64::from(cell) << 32 | u64::from(member);
        if self.pairs.last() != Some(&pair) {
            self.pairs.push(pair);
        }
    }

    /// How many distinct members a cell holds; cells must be asked in order.
    pub(crate) fn take(&mut self, cell: usize) -> u64 {
        if !self.sorted {
            self.pairs.sort_unstable();
            self.pairs.dedup();
            self.sorted = true;
        }
        let rest = self.pairs.get(self.next..).unwrap_or_default();
        let own = rest.iter().take_while(|pair| (**pair >> 32) as usize == cell).count();
        self.next += own;
        own as u64
    }
}
