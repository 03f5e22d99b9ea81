//! What tables are computed from, in memory: the axes, the hidden facts of the last cut, the rows that may be
//! read one by one. Reading it anew before each table costs two statements when little changed.
//!
//! A state is immutable and shared by the tables that use it; the next one shares all blocks of rows that did
//! not change. Both databases and every replica give the same state, up to the numbering of structures,
//! which no figure shows.

mod atlas;
mod reader;
mod rows;
mod stop;
mod store;

use std::sync::Arc;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use disclosure::{Charter, Coverage, Facts, Month, Rules};
use entity::MemberId;
use tokio::sync::{Mutex, Semaphore};

pub use atlas::{Atlas, COMMUNE, DEPARTMENT, EPCI, NARROW, Name, PERIMETER, REGION, WIDE, scheme};
pub use reader::Numbers;
pub use rows::{Departed, Row, Rows, Seen, Selection, View, is_held_back};
pub use stop::Stop;
pub use store::{Declared, Versions, parts};

use crate::db::{Db, Tx, read_tx};
use crate::error::{Error, Result};
use crate::insight::cut;
use crate::network::settings::Thresholds;
use reader::Reader;

/// A write is stamped when its request begins and seen when it commits, at most so much later.
const LATE: TimeDelta = TimeDelta::seconds(60);

/// The last month of a coverage that lasts.
const NO_END: Month = Month(9_999 * 12);

/// The figures of one server.
#[derive(Clone)]
pub struct Figures(Arc<Inner>);

struct Inner {
    state: Mutex<Option<Arc<State>>>,
    workers: Arc<Semaphore>,
}

/// What a table is computed from.
pub struct State {
    /// The axes.
    pub atlas: Arc<Atlas>,
    /// Numbers of structures.
    pub numbers: Arc<Numbers>,
    /// Rows that members or everybody may read.
    pub rows: Rows,
    /// Hidden facts of the last cut.
    pub lots: Arc<Lots>,
    /// What members report on.
    pub coverage: Arc<Reporting>,
    /// What it was made of.
    pub versions: Versions,
    /// The rules of the charter as the cut froze them.
    pub rules: Rules,
    read_at: DateTime<Utc>,
}

/// Hidden facts with their history.
#[derive(Default)]
pub struct Lots {
    /// `AGGREGATE_ONLY` ones.
    pub aggregate: Facts,
    /// `NETWORK` ones.
    pub network: Facts,
    /// The observations of those that left.
    pub departed: Departed,
}

/// What members say they report on.
pub struct Reporting {
    /// The members of today in dictionary order.
    pub members: Vec<MemberId>,
    /// Their declarations.
    pub declared: Vec<Declared>,
    /// The same as the cells ask for it.
    pub spans: Coverage,
}

impl Default for Figures {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self(Arc::new(Inner { state: Mutex::default(), workers: Arc::new(Semaphore::new(cores)) }))
    }
}

impl Figures {
    /// The state of this moment; one request at a time reads what changed.
    pub async fn fresh(&self, db: &Db, now: DateTime<Utc>) -> Result<Arc<State>> {
        let mut state = self.0.state.lock().await;
        let before = state.as_deref();
        let next = read_tx(db, |tx| async move { State::next(&tx, before, now).await }).await?;
        let next = Arc::new(next);
        *state = Some(Arc::clone(&next));
        Ok(next)
    }

    /// Computes apart from the threads that answer requests, at most one table for each processor. A request
    /// that ends before, at its time limit, stops the work, which keeps its processor until it has stopped.
    pub async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Stop) -> T + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.0.workers).acquire_owned().await.map_err(Error::internal)?;
        let (waiting, stop) = Stop::pair();
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&stop);
            drop(turn);
            done
        });
        let done = done.await.map_err(Error::internal);
        drop(waiting);
        done
    }
}

impl State {
    async fn next(tx: &Tx, before: Option<&Self>, now: DateTime<Utc>) -> Result<Self> {
        let versions = store::versions(&**tx).await?;
        let before = before.filter(|before| before.versions.axes == versions.axes);
        let atlas = match before {
            Some(before) => Arc::clone(&before.atlas),
            None => Arc::new(store::atlas(&**tx).await?),
        };
        let mut numbers = before.map(|before| Arc::clone(&before.numbers)).unwrap_or_default();
        let mut reader = Reader { tx, atlas: &atlas, numbers: &mut numbers };
        let rows = match before.and_then(|before| Some((before, before.changed_since(versions)?))) {
            Some((before, since)) => {
                let mut rows = before.rows.clone();
                reader.refresh(&mut rows, since - LATE).await?;
                rows
            }
            None => reader.shared().await?,
        };
        let lots = match before.filter(|before| before.versions.cut == versions.cut) {
            Some(before) => Arc::clone(&before.lots),
            None => Arc::new(reader.lots(versions.cut).await?),
        };
        let coverage = match before.filter(|before| before.versions.coverage == versions.coverage) {
            Some(before) => Arc::clone(&before.coverage),
            None => Arc::new(Reporting::read(tx, &atlas).await?),
        };
        let frozen = |before: &&Self| {
            before.versions.cut == versions.cut
                && (versions.cut > 0 || before.versions.settings == versions.settings)
        };
        let rules = match before.filter(frozen) {
            Some(before) => before.rules,
            None => rules(cut::thresholds(&**tx, versions.cut).await?)?,
        };
        let read_at = before.map_or(now, |before| before.read_at.max(now));
        Ok(Self { atlas, numbers, rows, lots, coverage, versions, rules, read_at })
    }

    /// The month in which the figures were made: that of the cut, or of the reading before there is one.
    pub fn month(&self) -> Month {
        let at = self.versions.cut_at.unwrap_or(self.read_at);
        Month(at.year() * 12 + at.month0().cast_signed())
    }

    /// Since when rows must be read again: since they were read, or since the last cut known then if there is
    /// a new one; all of them after the first cut.
    fn changed_since(&self, versions: Versions) -> Option<DateTime<Utc>> {
        if self.versions.cut == versions.cut {
            return Some(self.read_at);
        }
        self.versions.cut_at.map(|cut_at| cut_at.min(self.read_at))
    }

    /// All rows of a member, at their exact territory, whoever may see them; with the numbers of this state.
    pub async fn own(&self, db: &Db, member: MemberId) -> Result<Rows> {
        let (atlas, mut numbers) = (Arc::clone(&self.atlas), Arc::clone(&self.numbers));
        read_tx(
            db,
            |tx| async move { Reader { tx: &tx, atlas: &atlas, numbers: &mut numbers }.own(member).await },
        )
        .await
    }
}

/// The charter of a network that asks for more than the floors.
fn rules(asked: Thresholds) -> Result<Rules> {
    let charter = Charter {
        organisations: asked.organisations,
        contributors: asked.contributors,
        persons: asked.persons,
        sensitive_persons: asked.sensitive_persons,
        ..Charter::default()
    };
    Rules::new(charter)
        .map_err(|refused| Error::internal(anyhow::anyhow!("the charter is too loose: {refused:?}")))
}

impl Reporting {
    async fn read(tx: &Tx, atlas: &Atlas) -> Result<Self> {
        let declared = store::coverage(&**tx).await?;
        let spans: Vec<_> = declared
            .iter()
            .filter_map(|one| {
                let (first, last) = one.months();
                Some((atlas.find(one.territory.0)?, first, last))
            })
            .collect();
        let spans = Coverage::new(&atlas.axes, &spans);
        Ok(Self { members: store::present(&**tx).await?, declared, spans })
    }
}

impl Declared {
    /// First and last month.
    pub fn months(&self) -> (Month, Month) {
        let month = |number: i32| Month::of(number / 100, number % 100);
        (month(self.first), self.last.map_or(NO_END, month))
    }
}
