//! A network of its own for each test, and people who ask it things.

mod answer;
mod database;
mod people;
mod slice;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use maillage::access::{Actor, Authenticator, Keyring, Request, RequestParts, TokenSettings, pem_of};
use maillage::app::App;
use maillage::config::Settings;
use maillage::db::Db;
use maillage::graphql::{Engine, Language};
use maillage::insight::figures::Figures;
use maillage::network::Identity;
use maillage::schema;
use maillage::world::World;

pub use answer::Answer;
use database::Template;
pub use people::User;
pub use slice::cog;

/// When every test begins: 29 February 2028, 10:00 UTC.
pub const START: &str = "2028-02-29T10:00:00Z";

/// The schema behind its guard, built once.
pub fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> =
        LazyLock::new(|| Engine::new(schema::builder, schema::knowledge()).unwrap());
    &ENGINE
}

/// A network to make copies of.
pub struct Kept {
    template: Template,
    world: World,
    identity: Identity,
    elapsed: Arc<AtomicI64>,
}

impl Kept {
    /// A copy on its own database; all copies share clock and chance.
    pub async fn copy(&self) -> Network {
        let folder = tempfile::tempdir().unwrap();
        Network {
            db: self.template.copy(folder.path()).await,
            world: self.world.clone(),
            figures: Figures::default(),
            identity: self.identity.clone(),
            elapsed: Arc::clone(&self.elapsed),
            folder,
        }
    }
}

/// A network on its own database.
pub struct Network {
    pub db: Db,
    pub world: World,
    pub figures: Figures,
    pub identity: Identity,
    elapsed: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

impl Network {
    /// With the slice of the COG and the vocabularies, and nobody in it.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::on(database::fresh(folder.path()).await, folder)
    }

    /// With all that the server ships.
    pub async fn nationwide() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database::empty(folder.path()).await;
        maillage::reference::load_shipped(&db).await.unwrap();
        Self::on(db, folder)
    }

    /// All that is in it, to make copies of; it is closed.
    pub async fn kept(self) -> Kept {
        let Self { db, world, identity, elapsed, folder, .. } = self;
        Kept { template: Template::of(db, folder.path()).await, world, identity, elapsed }
    }

    fn on(db: Db, folder: tempfile::TempDir) -> Self {
        let elapsed = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&elapsed);
        let start: DateTime<Utc> = START.parse().unwrap();
        let world = World::seeded(move || start + TimeDelta::seconds(clock.load(Ordering::Relaxed)), 7);
        let keyring = Keyring::new(&TokenSettings::default(), &[pem_of([7; 32])]).unwrap();
        let identity = Identity::new(Authenticator::new(keyring));
        Self { db, world, figures: Figures::default(), identity, elapsed, folder }
    }

    /// Lets time go by.
    pub fn wait(&self, time: TimeDelta) {
        self.elapsed.fetch_add(time.num_seconds(), Ordering::Relaxed);
    }

    /// Runs `work` and says how many statements it sent.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (T, u64) {
        let before = self.db.statements();
        let value = work.await;
        (value, self.db.statements() - before)
    }

    /// The number that a statement counts, past all rules.
    pub async fn count(&self, statement: &'static str) -> i64 {
        let row = maillage::db::Sql::new(statement).first(self.db.reader()).await.unwrap();
        row.unwrap().take().unwrap()
    }

    /// The server of this network.
    pub fn app(&self) -> App {
        let settings = Settings { data_dir: self.folder.path().to_owned(), ..Settings::default() };
        App {
            db: self.db.clone(),
            world: self.world.clone(),
            identity: self.identity.clone(),
            settings: Arc::new(settings),
            figures: self.figures.clone(),
        }
    }

    /// A request as the server makes it.
    pub fn request(&self, actor: Actor, language: Language) -> Request {
        Request::new(RequestParts {
            db: self.db.clone(),
            world: self.world.clone(),
            actor,
            now: self.world.now(),
            language,
            id: "test".to_owned(),
            address: "127.0.0.1".to_owned(),
        })
    }
}
