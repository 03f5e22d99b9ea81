//! A small schema that can do what a server must survive: fail, panic, wait.

use std::{
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicI32, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_graphql::{
    Context, Data, EmptySubscription, InputObject, MaybeUndefined, Object, Schema, SchemaBuilder,
};
use futures_util::{FutureExt, future::BoxFuture};
use maillage::{
    error::{Code, Error, Result},
    graphql::{Engine, Knowledge, Language, Limits, RequestId, Scalars, Weights},
    http::{App, Caller, Host, Settings},
};

#[derive(Default)]
pub struct Query;

#[derive(InputObject)]
struct Patch {
    name: MaybeUndefined<String>,
}

struct Thing;

#[Object]
impl Thing {
    async fn name(&self) -> &str {
        "a thing"
    }

    async fn things(&self) -> Vec<Thing> {
        vec![Thing, Thing]
    }
}

#[Object]
impl Query {
    async fn language(&self, ctx: &Context<'_>) -> &'static str {
        Language::of(ctx).pick("français", "English")
    }

    async fn echo(&self, text: String, #[graphql(default = 1)] times: i32) -> String {
        text.repeat(times.try_into().unwrap_or_default())
    }

    async fn thing(&self) -> Thing {
        Thing
    }

    async fn secret(&self) -> Result<Option<i32>> {
        ready(Err(Error::internal(anyhow::anyhow!("postgres://user:hunter2@db")))).await
    }

    async fn hidden(&self) -> Result<Option<i32>> {
        ready(Err(Code::NotFound.into())).await
    }

    async fn panics(&self, #[graphql(default = true)] really: bool) -> i32 {
        assert!(!really, "hunter2");
        0
    }

    async fn waits(&self, ms: u64) -> i32 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        1
    }

    async fn many(&self) -> Vec<Failing> {
        std::iter::repeat_with(|| Failing).take(60).collect()
    }
}

struct Failing;

#[Object]
impl Failing {
    async fn fails(&self) -> Result<Option<i32>> {
        ready(Err(Code::Forbidden.into())).await
    }
}

#[derive(Default)]
pub struct Mutation;

#[Object]
impl Mutation {
    async fn bump(&self, ctx: &Context<'_>, #[graphql(default = 1)] by: i32) -> i32 {
        ctx.data_unchecked::<Arc<AtomicI32>>().fetch_add(by, Ordering::SeqCst) + by
    }

    async fn on(&self, day: chrono::NaiveDate) -> String {
        day.to_string()
    }

    async fn patch(&self, input: Patch) -> &'static str {
        match input.name {
            MaybeUndefined::Undefined => "left",
            MaybeUndefined::Null => "erased",
            MaybeUndefined::Value(_) => "set",
        }
    }
}

/// Lets everyone in but those whose key is wrong.
#[derive(Default)]
pub struct Door {
    pub count: Arc<AtomicI32>,
    pub closed: bool,
    pub ids: AtomicUsize,
}

impl Host for Door {
    fn admit<'a>(&'a self, caller: &'a Caller) -> BoxFuture<'a, Result<Data>> {
        let mut data = Data::default();
        data.insert(Arc::clone(&self.count));
        let key = caller.headers.get("authorization").and_then(|value| value.to_str().ok());
        let verdict = match key {
            Some("Bearer wrong") => Err(Code::Unauthenticated.into()),
            Some("Bearer greedy") => Err(Code::RateLimited.into()),
            _ => Ok(data),
        };
        ready(verdict).boxed()
    }

    fn ready(&self) -> BoxFuture<'_, bool> {
        ready(!self.closed).boxed()
    }

    fn keys(&self) -> BoxFuture<'_, Result<serde_json::Value>> {
        ready(Ok(serde_json::json!({ "keys": [] }))).boxed()
    }

    fn calendar<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        ready(Ok((secret == "right").then(|| "BEGIN:VCALENDAR\r\n".to_owned()))).boxed()
    }

    fn request_id(&self) -> RequestId {
        RequestId::new(format!("toy-{}", self.ids.fetch_add(1, Ordering::SeqCst)))
    }
}

fn build() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation, EmptySubscription)
}

pub fn engine(limits: Limits) -> Arc<Engine> {
    let weights = Weights::default().cost("Query.many", 50);
    let scalars = Scalars::default().with::<chrono::NaiveDate>();
    Arc::new(Engine::new(build, Knowledge { limits, weights, scalars }).unwrap())
}

pub fn app(settings: Settings, door: Door) -> Arc<App> {
    Arc::new(App::new(engine(Limits::default()), settings, Arc::new(door)))
}
