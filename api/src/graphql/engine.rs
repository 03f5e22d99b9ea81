//! The way of one operation: read, guard, coerce, cost, validate, execute, finish.
//!
//! Validation and execution are two schemas of the same roots. The first validates strictly and stops
//! where execution would begin; a document that passed it is remembered and goes straight to the
//! second. So an answer has `data` exactly when the second ran.

use std::sync::Arc;

use async_graphql::{
    Data, ObjectType, Request, Response, Schema, SchemaBuilder, ServerError, SubscriptionType,
    ValidationMode, Value, Variables,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
    futures_util::future::BoxFuture,
    parser::types::OperationType,
    value,
};
use axum::http::HeaderMap;
use tokio::sync::Semaphore;

use super::{
    absent::Coerced,
    batches,
    cache::{self, Cache, Hash, Key, Known},
    call::{Answer, Body, Call, Stage},
    coerce::{Coercion, Scalars},
    connection::page_out_of_bounds,
    cost::{self, Cost},
    document::{NESTING, Operation, too_large},
    finish::{Reader, fault},
    limits::Limits,
    print,
    shape::Shape,
    types::{Types, Weights},
};
use crate::error::{Code, Error};

type Run = Box<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;

/// A schema with everything around it. Holds no data of a request: one serves them all.
pub struct Engine {
    validate: Run,
    execute: Run,
    types: Types,
    scalars: Scalars,
    limits: Limits,
    cache: Cache,
    readers: Semaphore,
    sdl: String,
}

/// What an engine must know that the schema cannot tell.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Limits of documents.
    pub limits: Limits,
    /// Fields of unusual cost.
    pub weights: Weights,
    /// Custom scalars.
    pub scalars: Scalars,
}

/// Why nothing ran.
struct Refusal {
    stage: Stage,
    errors: Vec<ServerError>,
    cost: Option<Cost>,
}

impl From<Vec<ServerError>> for Refusal {
    fn from(errors: Vec<ServerError>) -> Self {
        let first = errors.first().and_then(|error| error.source::<Error>());
        let code = first.map_or(Code::BadUserInput, |error| error.code);
        Self { stage: Stage::Refused(code), errors, cost: None }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        vec![fault(error, None)].into()
    }
}

/// An operation that may run.
struct Ready {
    known: Arc<Known>,
    coerced: Coerced,
    cost: Cost,
}

impl Engine {
    /// Builds the schema twice, once to validate and once to execute.
    /// Fails when a weight names a field that the schema does not have.
    pub fn new<Q, M, S>(
        build: impl Fn() -> SchemaBuilder<Q, M, S>,
        knowledge: Knowledge,
    ) -> anyhow::Result<Self>
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let Knowledge { limits, weights, scalars } = knowledge;
        let build = || build().disable_suggestions().limit_recursive_depth(NESTING);
        let strict = build().extension(StopBeforeExecution).finish();
        let sdl = print::print(&strict);
        Ok(Self {
            types: Types::read(&sdl, &weights)?,
            validate: runner(strict),
            execute: runner(build().validation_mode(ValidationMode::Fast).finish()),
            scalars,
            cache: Cache::new(&limits),
            readers: Semaphore::new(limits.parallel_documents.max(1)),
            limits,
            sdl,
        })
    }

    /// The schema's text, sorted: what `schema.graphql` holds.
    pub fn sdl(&self) -> &str {
        &self.sdl
    }

    /// Takes one operation all the way. `data` is what resolvers find in their context.
    pub async fn answer(&self, call: Call, data: Data, reader: &Reader) -> Answer {
        match self.prepare(call).await {
            Ok(ready) => self.run(ready, data, reader).await,
            Err(refusal) => Answer {
                stage: refusal.stage,
                body: Body {
                    data: None,
                    errors: reader.finish(refusal.errors, self.limits.errors),
                    extensions: refusal.cost.map(|cost| self.cost_extension(cost)).into_iter().collect(),
                },
                headers: HeaderMap::new(),
                operation: None,
            },
        }
    }

    async fn prepare(&self, call: Call) -> Result<Ready, Refusal> {
        if call.holds_nul() {
            let (fr, en) = ("Le caractère NUL n'est pas admis.", "The character NUL is not allowed.");
            return Err(Error::bad_input(fr, en).into());
        }
        let key = Key { text: text_hash(&call)?, operation: call.operation_name };
        if let Some(known) = self.cache.get(&key) {
            return self.fit(known, call.variables, call.read_only);
        }
        let Some(text) = call.query else { return Err(Error::new(Code::PersistedQueryNotFound).into()) };
        // Closed never: the permit is only missing if the server is being torn down.
        let _permit = self.readers.acquire().await.map_err(|_closed| Error::new(Code::Unavailable))?;
        let operation = Operation::parse(&text, key.operation.as_deref(), &self.limits)?;
        let shape = Shape::of(&operation, &self.types);
        let ready = self.fit(Arc::new(Known { operation, shape }), call.variables, call.read_only)?;
        let mut request = Request::new(text).variables(ready.coerced.variables.clone());
        request.set_parsed_query(ready.known.operation.document.clone());
        let verdict = (self.validate)(request).await;
        if !verdict.errors.is_empty() {
            return Err(verdict.errors.into());
        }
        self.cache.insert(key, Arc::clone(&ready.known));
        Ok(ready)
    }

    /// Holds the operation against this call: its transport, its variables, its cost.
    fn fit(&self, known: Arc<Known>, variables: Variables, read_only: bool) -> Result<Ready, Refusal> {
        let operation = &known.operation;
        match operation.kind {
            OperationType::Mutation if read_only => {
                return Err(Refusal { stage: Stage::ReadOnly, ..Refusal::from(mutation_by_get()) });
            }
            OperationType::Subscription => return Err(subscription_here().into()),
            _ => {}
        }
        let coercion = Coercion { types: &self.types, scalars: &self.scalars };
        let coerced = coercion.variables(operation, variables)?;
        coercion.mutation_arguments(operation, &coerced)?;
        let cost = cost::of(operation, &self.types, &coerced.variables, &self.limits);
        let most = [(cost.points, self.limits.cost), (cost.introspection, self.limits.introspection_cost)];
        if let Some((found, most)) = most.into_iter().find(|(found, most)| found > most) {
            let error = too_large(
                &format!("points ({found} demandés)"),
                &format!("points ({found} requested)"),
                most,
            );
            return Err(Refusal { cost: Some(cost), ..Refusal::from(error) });
        }
        if cost.page > self.limits.page {
            return Err(page_out_of_bounds(cost.page, self.limits.page).into());
        }
        Ok(Ready { known, coerced, cost })
    }

    async fn run(&self, ready: Ready, mut data: Data, reader: &Reader) -> Answer {
        let Ready { known, coerced, cost } = ready;
        let mut document = known.operation.document.clone();
        coerced.prune(&mut document);
        data.insert(reader.language);
        data.insert(reader.request_id.clone());
        let mut request = Request::new(String::new()).variables(coerced.variables);
        request.set_parsed_query(document);
        request.data = data;
        let mut response = batches::drive((self.execute)(request)).await;
        known.shape.mend(&mut response.data, &response.errors);
        let mut extensions = response.extensions;
        extensions.extend([self.cost_extension(cost)]);
        Answer {
            stage: Stage::Executed,
            body: Body {
                data: Some(response.data),
                errors: reader.finish(response.errors, self.limits.errors),
                extensions,
            },
            headers: response.http_headers,
            operation: known.operation.name.clone(),
        }
    }

    fn cost_extension(&self, cost: Cost) -> (String, Value) {
        ("cost".into(), value!({ "requested": cost.points, "available": self.limits.cost }))
    }
}

fn runner<Q, M, S>(schema: Schema<Q, M, S>) -> Run
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    Box::new(move |request| {
        let schema = schema.clone();
        Box::pin(async move { schema.execute(request).await })
    })
}

fn text_hash(call: &Call) -> Result<Hash, Error> {
    match (call.query.as_deref().map(cache::hash), call.persisted) {
        (Some(found), Some(told)) if found != told => Err(Error::bad_input(
            "Le hachage de la requête enregistrée n'est pas celui de son texte.",
            "The hash of the persisted query is not that of its text.",
        )),
        (Some(hash), _) | (None, Some(hash)) => Ok(hash),
        (None, None) => Err(Error::bad_input(
            "Il manque le document (« query »).",
            "The document (\"query\") is missing.",
        )),
    }
}

fn mutation_by_get() -> Error {
    Error::bad_input("Une mutation demande POST.", "A mutation needs POST.")
}

fn subscription_here() -> Error {
    Error::bad_input(
        "Une souscription ne passe pas par cette adresse.",
        "A subscription cannot be served at this address.",
    )
}

/// Stops the strict schema where execution would begin.
struct StopBeforeExecution;

impl ExtensionFactory for StopBeforeExecution {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for StopBeforeExecution {
    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Response {
        Response::default()
    }
}
