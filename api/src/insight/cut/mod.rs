//! The daily cut: hidden rows as the figures know them, copied once a day. Every hidden part of every figure
//! is computed from a cut, on every replica and after a restart.
//!
//! A *fact* is one version of one hidden observation. It opens at the cut that first copied it and closes at
//! the first cut that no longer finds the observation as it was; it is never changed otherwise, because the
//! protection of a cell follows its facts through all cuts.
//!
//! The first cut also draws the secret that decides how often rows count and which way figures are rounded: with it,
//! and only with it, all servers give the same figures.
//!
//! It tells one moment: a row opened or narrowed while it is made is in it as it was, or makes it begin anew.
//!
//! A cut freezes the thresholds of the charter with the facts: a change of the charter acts from the next cut
//! on, so that nobody can move a threshold up and down over the same rows and watch where a figure vanishes.
//!
//! `observation.cut_visibility` is the level at which the last cut copied the row, or [`NOT_COPIED`]: a copied
//! row stays out of the visible part of those it was hidden from until the next cut, or it would count twice.

mod store;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use entity::ObservationStatus;

pub use store::{latest, make_if, thresholds};

use crate::db::{Db, snapshot_tx};
use crate::error::{Error, Result};
use crate::world::World;

/// `observation.cut_visibility` of a row that the last cut did not copy.
pub const NOT_COPIED: &str = "NONE";

/// States of an observation that figures count.
pub const COUNTED: [ObservationStatus; 4] = [
    ObservationStatus::Confirmed,
    ObservationStatus::InProgress,
    ObservationStatus::Met,
    ObservationStatus::Lapsed,
];

/// A cut that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its number; cuts are numbered in order.
    pub number: i32,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Facts that it holds.
    pub facts: i64,
    /// Facts that it opened.
    pub added: i64,
    /// Facts that it closed.
    pub removed: i64,
}

/// Makes a cut now.
pub async fn make(db: &Db, world: &World) -> Result<Cut> {
    let made = snapshot_tx(db, |tx| async move { make_if(&tx, world, world.now(), |_| true).await }).await?;
    made.ok_or_else(|| Error::internal(anyhow::anyhow!("no cut was made")))
}

/// Makes today's cut if its hour (UTC) has come and no replica has made it.
pub async fn make_if_due(db: &Db, world: &World, hour: NaiveTime) -> Result<Option<Cut>> {
    let now = world.now();
    if !is_due(latest(db.reader()).await?, now, hour) {
        return Ok(None);
    }
    snapshot_tx(db, |tx| async move { make_if(&tx, world, now, |last| is_due(last, now, hour)).await }).await
}

/// When the next cut is made on its own.
pub fn next_after(now: DateTime<Utc>, hour: NaiveTime) -> DateTime<Utc> {
    let today = now.date_naive().and_time(hour).and_utc();
    if today > now { today } else { today + TimeDelta::days(1) }
}

/// Whether the last time the hour struck, no cut followed.
fn is_due(last: Option<Cut>, now: DateTime<Utc>, hour: NaiveTime) -> bool {
    let struck = next_after(now, hour) - TimeDelta::days(1);
    last.is_none_or(|last| last.made_at < struck)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_due_once_the_hour_has_struck_since_the_last_one() {
        let hour = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let cut = |made_at| Some(Cut { number: 1, made_at, facts: 0, added: 0, removed: 0 });
        let noon = at("2028-03-01T12:00:00Z");
        assert!(is_due(None, noon, hour));
        assert!(is_due(cut(at("2028-03-01T02:29:59Z")), noon, hour));
        assert!(!is_due(cut(at("2028-03-01T02:30:00Z")), noon, hour));
        assert!(!is_due(cut(at("2028-02-29T02:30:00Z")), at("2028-03-01T02:29:59Z"), hour));
    }
}
