use super::{CRITERIA, Criterion};

/// What an offer fails in. Of two that fail in as many criteria, the smaller one fails later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Missed(u8);

impl Missed {
    const fn bit(criterion: Criterion) -> u8 {
        0x80 >> criterion as u8
    }

    /// With this one too, where it fails in it.
    #[must_use]
    pub const fn or(self, criterion: Criterion, fails: bool) -> Self {
        if fails { Self(self.0 | Self::bit(criterion)) } else { self }
    }

    /// Whether this is among them.
    pub const fn has(self, criterion: Criterion) -> bool {
        self.0 & Self::bit(criterion) != 0
    }

    /// How many they are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In their order.
    pub fn criteria(self) -> impl Iterator<Item = Criterion> {
        CRITERIA.into_iter().filter(move |criterion| self.has(*criterion))
    }
}

impl FromIterator<Criterion> for Missed {
    fn from_iter<I: IntoIterator<Item = Criterion>>(criteria: I) -> Self {
        criteria.into_iter().fold(Self::default(), |missed, criterion| missed.or(criterion, true))
    }
}
