//! Draws that are not fair, as in life.

use rand::Rng;
use rand::rngs::StdRng;

/// Things with their weights.
#[derive(Clone, Debug, Default)]
pub struct Weighted<T> {
    sums: Vec<f64>,
    things: Vec<T>,
}

impl<T> Weighted<T> {
    /// Each with the weight that `weigh` gives it.
    pub fn new(things: Vec<T>, weigh: impl Fn(&T) -> f64) -> Self {
        let mut sum = 0.0;
        let sums = things.iter().map(|thing| {
            sum += weigh(thing);
            sum
        });
        Self { sums: sums.collect(), things }
    }

    /// The first ones far more often than the last ones.
    pub fn skewed(things: Vec<T>) -> Self {
        let mut rank = 1.0;
        let mut sum = 0.0;
        let mut sums = Vec::with_capacity(things.len());
        for _ in &things {
            sum += 1.0 / f64::powf(rank, 0.9);
            rank += 1.0;
            sums.push(sum);
        }
        Self { sums, things }
    }

    /// One of them; nothing when there is none.
    pub fn draw(&self, random: &mut StdRng) -> Option<&T> {
        let whole = self.sums.last().copied()?;
        let at = random.random_range(0.0..whole.max(f64::MIN_POSITIVE));
        self.things.get(self.sums.partition_point(|sum| *sum <= at))
    }

    /// All of them.
    pub fn things(&self) -> &[T] {
        &self.things
    }
}

/// Whether something happens that happens in so many cases of a hundred.
pub fn happens(random: &mut StdRng, percent: u32) -> bool {
    random.random_range(0..100) < percent
}

/// One of these words, each with its parts of a hundred.
pub fn word(random: &mut StdRng, parts: &[(u32, &'static str)]) -> &'static str {
    let mut at = random.random_range(0..parts.iter().map(|(part, _)| part).sum::<u32>().max(1));
    for (part, word) in parts {
        if at < *part {
            return word;
        }
        at -= part;
    }
    ""
}
