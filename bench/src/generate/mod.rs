//! An invented network, the same for the same seed and day: members of very different sizes, structures where
//! people live, needs that some themes and sectors have far more often than others, every visibility and state.
//!
//! Rows go in past the rules, in bulk, as what the rules would have let through: what concerns a structure is
//! shared only where it authorised that, and at its département otherwise.

mod chance;
mod fill;
mod observations;
mod people;
mod places;
mod programmes;
mod structures;

use std::time::Instant;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use entity::EditionId;
use maillage::db::{self, Db};
use maillage::error::Error;
use maillage::insight::cut;
use maillage::reference;
use maillage::world::World;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::Options;
use crate::database::Place;
pub use people::Keys;

/// What a filled database is asked with.
pub struct Filled {
    /// Keys of the readers.
    pub keys: Keys,
    /// A draft of the advisor's member with 200 sessions and 300 lines of money.
    pub large: EditionId,
    /// When the cut was made.
    pub cut_at: DateTime<Utc>,
    /// Seconds it took the library to make the cut.
    pub cut_seconds: f64,
    /// Hidden facts in the cut.
    pub facts: i64,
    /// Seconds that filling took, cut included.
    pub seconds: f64,
}

/// A network in the making.
struct Making<'m> {
    db: &'m Db,
    world: World,
    random: StdRng,
    /// The first day of the four years.
    start: DateTime<Utc>,
    /// The last instant of the four years.
    end: DateTime<Utc>,
}

/// Days of four years.
const DAYS: i64 = 1_461;

/// Fills a database.
pub async fn fill(options: &Options, place: &Place) -> Result<Filled> {
    let start = Instant::now();
    let db = place.open_to_fill().await?;
    db::migrate(&db).await.map_err(Error::into_anyhow)?;
    reference::load_shipped(&db).await?;
    let now = World::real().now();
    // rows of yesterday are no news to the figures, which read again what changed a minute ago
    let end = now - TimeDelta::days(1);
    let mut making = Making {
        db: &db,
        world: World::seeded(move || now, options.seed),
        random: StdRng::seed_from_u64(options.seed),
        start: end - TimeDelta::days(DAYS),
        end,
    };
    let (keys, large) = making.network(options).await?;
    let cutting = Instant::now();
    let cut = cut::make(&db, &making.world).await.map_err(Error::into_anyhow)?;
    let cut_seconds = cutting.elapsed().as_secs_f64();
    fill::settle(&db).await?;
    db.close().await?;
    let seconds = start.elapsed().as_secs_f64();
    Ok(Filled { keys, large, cut_at: now, cut_seconds, facts: cut.facts, seconds })
}

impl Making<'_> {
    async fn network(&mut self, options: &Options) -> Result<(Keys, EditionId)> {
        let places = places::read(self.db).await?;
        let terms = observations::Terms::read(self.db).await?;
        let mut members = self.members(options.members, &places).await?;
        let keys = self.readers(&members).await?;
        let structures = self.structures(options.structures, &places, &terms).await?;
        self.agreements(&mut members, &structures, terms.basis).await?;
        let stage = observations::Stage { terms, members, structures };
        self.observations(options.observations, &stage).await?;
        let large = self.programmes(options.programmes, &stage).await?;
        Ok((keys, large))
    }
}

/// A member structure for an import.
pub async fn add_member(db: &Db, name: &str) -> Result<()> {
    let world = World::real();
    let (id, now): (entity::MemberId, _) = (world.id(), world.now());
    let row = vec![
        id.into(),
        name.into(),
        db::fold(name).into(),
        db::sort_key(name).into(),
        true.into(),
        1.into(),
        now.into(),
    ];
    fill::put(db, "member", &people::MEMBER, vec![row]).await
}
