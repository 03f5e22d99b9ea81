//! Time and chance, passed in: tests give their own and are exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use entity::TypedId;
use rand::{RngCore, SeedableRng, rngs::StdRng};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// The clock, the ids and the random values of one server.
#[derive(Clone)]
pub struct World {
    clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    random: Arc<Mutex<StdRng>>,
    last_id: Arc<AtomicU64>,
}

impl World {
    /// The real clock and the system's random source.
    pub fn real() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place where real time enters")]
        Self::new(Utc::now, StdRng::from_os_rng())
    }

    /// A world for tests: the clock given, chance from a seed.
    pub fn seeded(clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static, seed: u64) -> Self {
        Self::new(clock, StdRng::seed_from_u64(seed))
    }

    fn new(clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static, random: StdRng) -> Self {
        Self { clock: Arc::new(clock), random: Arc::new(Mutex::new(random)), last_id: Arc::default() }
    }

    /// The present instant in UTC, to the microsecond (what both databases keep).
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)().trunc_subsecs(6)
    }

    /// The present civil date in metropolitan France's winter time (UTC+1): "not in the future" must not
    /// refuse an observation made after midnight in Paris.
    pub fn today(&self) -> NaiveDate {
        (self.now() + chrono::TimeDelta::hours(1)).date_naive()
    }

    /// A new UUIDv7: 48 bits of milliseconds, then 12 bits that keep ids of one millisecond in order
    /// (RFC 9562, 6.2 method 1; the millisecond is borrowed ahead when they run out), then 62 random bits.
    pub fn id<T: TypedId>(&self) -> T {
        let now = u64::try_from(self.now().timestamp_millis()).unwrap_or(0) << 12;
        let next = |last: u64| Some(now.max(last + 1));
        let last = self.last_id.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or(now);
        let stamp = now.max(last + 1);
        let high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xfff);
        let low = self.random_u64() >> 2 | 1 << 63;
        T::from(Uuid::from_u64_pair(high, low))
    }

    /// An id that tells nothing of its time, for anonymous records and personal links.
    pub fn random_id(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// Random bytes for secrets.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    fn random_u64(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::StructureId;

    #[test]
    fn ids_of_one_millisecond_are_distinct_and_sorted() {
        let world = World::seeded(|| DateTime::UNIX_EPOCH, 1);
        let ids: Vec<StructureId> = (0..10_000).map(|_| world.id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ids[0].0.get_version_num(), 7);
        assert_eq!(ids[0].0.get_variant(), uuid::Variant::RFC4122);
    }
}
