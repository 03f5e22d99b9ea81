//! The physical limit over HTTP: no GraphQL, no access rules. One prepared statement a request (three for the
//! write, in a transaction), through the driver and the settings that the server uses; its rows, decoded one
//! column after the other, are the JSON body.

mod engine;
mod value;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use bytes::Bytes;
use clap::Args;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};

use engine::{postgres, sqlite};
use value::{Kind, Parameters};

/// Where to listen and what to read.
#[derive(Args)]
pub struct Options {
    /// Address to listen on
    #[arg(long)]
    listen: SocketAddr,
    /// `sqlite://...` or `postgres://...`
    #[arg(long)]
    database: String,
}

/// The statements of `bench/sql/bare-CODE.sql`, and what the columns of a read are.
struct Question {
    code: &'static str,
    columns: &'static [(&'static str, Kind)],
}

const QUESTIONS: [Question; 5] = [
    Question {
        code: "w1",
        columns: &[
            ("id", Kind::Id),
            ("name", Kind::Text),
            ("creationYear", Kind::Integer),
            ("restricted", Kind::Boolean),
            ("territory", Kind::Id),
            ("territoryName", Kind::Text),
            ("kind", Kind::Text),
            ("code", Kind::Text),
            ("population", Kind::Long),
        ],
    },
    Question {
        code: "w2",
        columns: &[
            ("id", Kind::Id),
            ("observedOn", Kind::Date),
            ("statement", Kind::Text),
            ("intensity", Kind::Integer),
            ("peopleConcerned", Kind::Integer),
            ("status", Kind::Text),
            ("territory", Kind::Id),
            ("territoryName", Kind::Text),
            ("kind", Kind::Text),
            ("code", Kind::Text),
            ("structure", Kind::Id),
            ("structureName", Kind::Text),
        ],
    },
    Question {
        code: "w3",
        columns: &[
            ("region", Kind::Id),
            ("family", Kind::Id),
            ("observations", Kind::Long),
            ("organisations", Kind::Long),
        ],
    },
    Question { code: "w4", columns: &[] },
    Question {
        code: "w5",
        columns: &[
            ("id", Kind::Id),
            ("title", Kind::Text),
            ("number", Kind::Integer),
            ("startsOn", Kind::Date),
            ("endsOn", Kind::Date),
            ("capacity", Kind::Integer),
            ("status", Kind::Text),
            ("lead", Kind::Text),
            ("territory", Kind::Id),
            ("territoryName", Kind::Text),
            ("kind", Kind::Text),
            ("code", Kind::Text),
            ("taken", Kind::Long),
            ("nextTitle", Kind::Text),
            ("nextStartsAt", Kind::At),
            ("place", Kind::Long),
            ("partner", Kind::Text),
        ],
    },
];

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

impl Engine {
    async fn open(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            return Ok(Self::Sqlite(sqlite::Engine::open(url).await?));
        }
        Ok(Self::Postgres(postgres::Engine::open(url).await?))
    }

    async fn answer(&self, path: &str, body: &[u8]) -> Result<Vec<u8>> {
        let code = path.trim_start_matches('/');
        let place = QUESTIONS.iter().position(|question| question.code == code).context("no such path")?;
        let parameters = Parameters::read(body)?;
        match self {
            Self::Sqlite(engine) => engine.answer(place, &parameters).await,
            Self::Postgres(engine) => engine.answer(place, &parameters).await,
        }
    }
}

/// Serves until it is ended.
pub async fn serve(options: &Options) -> Result<()> {
    let engine = Arc::new(Engine::open(&options.database).await?);
    let listener = TcpListener::bind(options.listen).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(connection(stream, Arc::clone(&engine)));
    }
}

async fn connection(stream: TcpStream, engine: Arc<Engine>) {
    let service = service_fn(move |request| {
        let engine = Arc::clone(&engine);
        async move { Ok::<_, Infallible>(respond(&engine, request).await) }
    });
    // a client that goes away is no fault
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(engine: &Engine, request: Request<Incoming>) -> Response<Full<Bytes>> {
    match answer(engine, request).await {
        Ok(body) => {
            let mut response = Response::new(Full::new(body));
            let json = hyper::header::HeaderValue::from_static("application/json");
            response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
            response
        }
        Err(error) => {
            let mut response = Response::new(Full::new(Bytes::from(format!("{error:#}"))));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

async fn answer(engine: &Engine, request: Request<Incoming>) -> Result<Bytes> {
    let path = request.uri().path().to_owned();
    if path == "/ready" {
        return Ok(Bytes::new());
    }
    let body = request.into_body().collect().await?.to_bytes();
    Ok(engine.answer(&path, &body).await?.into())
}
