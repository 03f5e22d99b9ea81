use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::graphql::{UserError, UserErrorCode};

/// How long attempts are remembered.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Failed attempts on one account in that time.
const PER_ACCOUNT: u32 = 10;
/// Failed attempts from one address in that time: many people may share it.
const PER_ADDRESS: u32 = 50;
/// Accounts and addresses remembered at most.
const REMEMBERED: usize = 20_000;

type Key = [u8; 32];

/// Remembers failed sign-ins by account and by address, and refuses more when there were too many. Known and
/// unknown accounts are treated alike.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<Key, Attempts>>);

struct Attempts {
    since: DateTime<Utc>,
    count: u32,
}

impl Throttle {
    /// Counts an attempt before it is made, so that attempts side by side count as well; or says how long to
    /// wait.
    pub fn admit(&self, email: &str, address: &str, now: DateTime<Utc>) -> Result<(), UserError> {
        let mut seen = self.lock();
        let limits = [(account_key(email), PER_ACCOUNT), (address_key(address), PER_ADDRESS)];
        let wait = limits.iter().filter_map(|(key, limit)| seen.get(key)?.wait(*limit, now)).max();
        if let Some(wait) = wait {
            let refused = UserError::new(UserErrorCode::TooManyAttempts, "");
            return Err(refused.with("seconds", wait.num_seconds() + 1));
        }
        for (key, _) in limits {
            make_room(&mut seen, now);
            let fresh = Attempts { since: now, count: 0 };
            let attempts = seen.entry(key).or_insert(fresh);
            if attempts.is_over(now) {
                *attempts = Attempts { since: now, count: 0 };
            }
            attempts.count += 1;
        }
        Ok(())
    }

    /// The attempt succeeded: the account starts afresh, the address gets this attempt back and no other,
    /// so that one's own account pays for no tries on those of others.
    pub fn forgive(&self, email: &str, address: &str) {
        let mut seen = self.lock();
        seen.remove(&account_key(email));
        if let Some(attempts) = seen.get_mut(&address_key(address)) {
            attempts.count = attempts.count.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Attempts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempts {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.since + WINDOW <= now
    }

    fn wait(&self, limit: u32, now: DateTime<Utc>) -> Option<TimeDelta> {
        (self.count >= limit && !self.is_over(now)).then(|| self.since + WINDOW - now)
    }
}

/// Forgets what is over, and the oldest half when that is not enough.
fn make_room(seen: &mut HashMap<Key, Attempts>, now: DateTime<Utc>) {
    if seen.len() < REMEMBERED {
        return;
    }
    seen.retain(|_, attempts| !attempts.is_over(now));
    if seen.len() < REMEMBERED {
        return;
    }
    let mut starts: Vec<DateTime<Utc>> = seen.values().map(|attempts| attempts.since).collect();
    let (_, middle, _) = starts.select_nth_unstable(REMEMBERED / 2);
    let middle = *middle;
    seen.retain(|_, attempts| attempts.since > middle);
}

fn account_key(email: &str) -> Key {
    Sha256::digest(format!("account {}", email.trim().to_lowercase())).into()
}

/// An IPv6 network of one customer (/64) counts as one address.
fn address_key(address: &str) -> Key {
    let network = match address.parse() {
        Ok(IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            std::net::Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).to_string()
        }
        _ => address.to_owned(),
    };
    Sha256::digest(format!("address {network}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn failures(throttle: &Throttle, email: &str, address: &str, times: u32) -> bool {
        (0..times).all(|_| throttle.admit(email, address, START).is_ok())
    }

    #[test]
    fn the_eleventh_try_on_an_account_waits_for_the_window_to_pass() {
        let throttle = Throttle::default();
        assert!(failures(&throttle, "ana@example.org", "192.0.2.1", 10));
        let refused = throttle.admit("ANA@example.org ", "192.0.2.2", START).unwrap_err();
        assert_eq!(refused.values, [("seconds", "901".to_owned())]);
        assert!(throttle.admit("bob@example.org", "192.0.2.2", START).is_ok());
        assert!(throttle.admit("ana@example.org", "192.0.2.2", START + WINDOW).is_ok());
    }

    #[test]
    fn an_address_that_tries_many_accounts_is_refused_even_after_signing_in_to_its_own() {
        let throttle = Throttle::default();
        for number in 0..50 {
            assert!(throttle.admit(&format!("{number}@example.org"), "2001:db8::1", START).is_ok());
        }
        throttle.forgive("0@example.org", "2001:db8::1");
        assert!(throttle.admit("own@example.org", "2001:db8::2", START).is_ok());
        assert!(throttle.admit("other@example.org", "2001:db8::3", START).is_err());
        assert!(throttle.admit("other@example.org", "2001:db8:0:1::3", START).is_ok());
    }

    #[test]
    fn its_memory_is_bounded_and_forgets_the_oldest_first() {
        let throttle = Throttle::default();
        for number in 0..i64::try_from(REMEMBERED).unwrap() {
            let at = START + TimeDelta::milliseconds(number / 100);
            throttle.admit(&format!("{number}@example.org"), &format!("{number}"), at).unwrap();
        }
        assert!(throttle.lock().len() <= REMEMBERED);
        let last = throttle.lock().contains_key(&account_key(&format!("{}@example.org", REMEMBERED - 1)));
        assert!(last);
    }
}
