//! The rooms put together: what a running server or a command works with.

use std::sync::Arc;

use async_graphql::Data;
use futures_util::future::BoxFuture;

use crate::access::{Actor, Authenticator, Keyring, Request, RequestParts};
use crate::config::Settings;
use crate::db::{self, Db};
use crate::error::{Error, Result};
use crate::graphql::{Engine, Knowledge, RequestId};
use crate::http::{self, Caller, Host};
use crate::insight::figures::Figures;
use crate::network::Identity;
use crate::programme;
use crate::reference;
use crate::schema;
use crate::world::World;

/// Database, clock and settings of this server.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Clock, ids, chance.
    pub world: World,
    /// Keys of tokens, sign-in.
    pub identity: Identity,
    /// What the operator set.
    pub settings: Arc<Settings>,
    /// What tables are computed from.
    pub figures: Figures,
}

impl App {
    /// Opens the database, brings its tables up to date and loads the reference data that is missing.
    pub async fn open(settings: Settings, world: World) -> anyhow::Result<Self> {
        let db = Db::open(&settings.database, &settings.data_dir).await?;
        db::migrate(&db).await.map_err(Error::into_anyhow)?;
        reference::load_shipped(&db).await?;
        programme::template::load_shipped(&db, &world).await?;
        let keyring = Keyring::open(&settings.tokens, &settings.data_dir, &world)?;
        let identity = Identity::new(Authenticator::new(keyring));
        Ok(Self { db, world, identity, settings: Arc::new(settings), figures: Figures::default() })
    }

    /// The schema behind its guard, with the limits of the settings.
    pub fn engine(&self) -> anyhow::Result<Engine> {
        let knowledge = Knowledge { limits: self.settings.limits.clone(), ..schema::knowledge() };
        Engine::new(schema::builder, knowledge)
    }

    /// The HTTP side of this server.
    pub fn http(&self) -> anyhow::Result<Arc<http::App>> {
        let (engine, settings) = (Arc::new(self.engine()?), self.settings.http.clone());
        Ok(Arc::new(http::App::new(engine, settings, Arc::new(self.clone()))))
    }

    /// A request of an actor, as resolvers find it.
    pub fn request(&self, actor: Actor, caller: &Caller) -> Request {
        Request::new(RequestParts {
            db: self.db.clone(),
            world: self.world.clone(),
            actor,
            now: self.world.now(),
            language: caller.reader.language,
            id: caller.reader.request_id.as_str().to_owned(),
            address: caller.address.map(|address| address.to_string()).unwrap_or_default(),
        })
    }
}

impl Host for App {
    fn admit<'a>(&'a self, caller: &'a Caller) -> BoxFuture<'a, Result<Data>> {
        Box::pin(async move {
            let now = self.world.now();
            let actor = self.identity.authenticator().authenticate(&self.db, &caller.headers, now).await?;
            let request = self.request(actor, caller);
            let mut data = Data::default();
            data.insert(self.identity.clone());
            data.insert(caller.reader.language);
            data.insert(self.figures.clone());
            data.insert(request.clone().loaders());
            data.insert(request);
            Ok(data)
        })
    }

    fn ready(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { db::is_current(&self.db).await.unwrap_or(false) })
    }

    fn keys(&self) -> BoxFuture<'_, Result<serde_json::Value>> {
        Box::pin(async { Ok(self.identity.authenticator().keyring().jwks()) })
    }

    fn calendar<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(programme::coordination::feed::serve(&self.db, secret))
    }

    fn request_id(&self) -> RequestId {
        RequestId::new(self.world.random_id().simple().to_string())
    }
}
