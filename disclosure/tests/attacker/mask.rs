//! Sets of leaf cells.

use std::ops::{BitAnd, BitOr, BitXor, Not};

const WORDS: usize = 8;

/// A set of leaf cells by number, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mask([u64; WORDS]);

impl Mask {
    pub const NONE: Self = Self([0; WORDS]);
    pub const FULL: Self = Self([u64::MAX; WORDS]);

    pub fn of(leaf: usize) -> Self {
        let mut mask = Self::NONE;
        mask.0[leaf / 64] |= 1 << (leaf % 64);
        mask
    }

    pub fn has(self, leaf: usize) -> bool {
        self.0[leaf / 64] >> (leaf % 64) & 1 == 1
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub fn len(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub fn leaves(self) -> impl Iterator<Item = usize> {
        (0..WORDS).flat_map(move |word| {
            let mut left = self.0[word];
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < u64::BITS).then_some(word * 64 + bit as usize)
            })
        })
    }

    fn with(mut self, other: Self, word: impl Fn(u64, u64) -> u64) -> Self {
        for (one, two) in self.0.iter_mut().zip(other.0) {
            *one = word(*one, two);
        }
        self
    }
}

impl BitAnd for Mask {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.with(other, |one, two| one & two)
    }
}

impl BitOr for Mask {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other, |one, two| one | two)
    }
}

impl BitXor for Mask {
    type Output = Self;

    fn bitxor(self, other: Self) -> Self {
        self.with(other, |one, two| one ^ two)
    }
}

impl Not for Mask {
    type Output = Self;

    fn not(self) -> Self {
        self.with(self, |one, _| !one)
    }
}

impl FromIterator<usize> for Mask {
    fn from_iter<I: IntoIterator<Item = usize>>(leaves: I) -> Self {
        leaves.into_iter().fold(Self::NONE, |mask, leaf| mask | Self::of(leaf))
    }
}

#[test]
fn a_mask_knows_its_leaves() {
    let mask: Mask = [3, 64, 200].into_iter().collect();
    assert_eq!(mask.leaves().collect::<Vec<_>>(), [3, 64, 200]);
    assert!(mask.has(64) && !(!mask).has(64) && mask.len() == 3);
}
