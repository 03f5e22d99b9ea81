/// A set of offers, by their places: one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

const WIDTH: usize = 64;

impl Bits {
    /// None of so many.
    pub fn none(of: usize) -> Self {
        Self(vec![0; of.div_ceil(WIDTH)])
    }

    /// Those that fulfil a condition.
    pub fn of(all: impl ExactSizeIterator<Item = bool>) -> Self {
        let mut bits = Self::none(all.len());
        all.enumerate().filter(|(_, holds)| *holds).for_each(|(place, _)| bits.add(place));
        bits
    }

    /// Adds one.
    pub fn add(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / WIDTH) {
            *word |= 1 << (place % WIDTH);
        }
    }

    /// Adds those of another set.
    pub fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps those that are in another set too; whether some are left.
    pub fn keep(&mut self, other: &Self) -> bool {
        let both = self.0.iter_mut().zip(&other.0);
        both.fold(0, |left, (word, other)| {
            *word &= other;
            left | *word
        }) != 0
    }

    /// Whether this one is in it.
    pub fn has(&self, place: usize) -> bool {
        self.0.get(place / WIDTH).is_some_and(|word| word >> (place % WIDTH) & 1 == 1)
    }
}
