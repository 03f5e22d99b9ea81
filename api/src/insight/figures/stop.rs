use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Code, Error, Result};

/// Tells a computation that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// Somebody waits while this lives.
#[derive(Debug)]
pub struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Stop {
    /// Somebody who waits, and what tells when nobody does.
    pub fn pair() -> (Waiting, Self) {
        let stop = Self::default();
        (Waiting(stop.clone()), stop)
    }

    /// An error once nobody waits.
    pub fn check(&self) -> Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(Error::new(Code::Timeout)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_stops_when_nobody_waits_for_it() {
        let (waiting, stop) = Stop::pair();
        assert!(stop.check().is_ok());
        drop(waiting);
        assert_eq!(stop.check().map_err(|error| error.code), Err(Code::Timeout));
    }
}
