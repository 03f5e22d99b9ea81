//! SQL statements a request: counted by the library itself, the server being asked in this process.

use anyhow::{Result, ensure};
use async_graphql::Variables;
use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use maillage::app::App;
use maillage::error::Error;
use maillage::graphql::{Call, Engine, Language, Reader, RequestId};
use maillage::http::{Caller, Host};
use maillage::world::World;

use crate::database::Place;
use crate::workload::{Draw, Workload};

/// Requests counted for each workload.
const REQUESTS: usize = 20;

/// Statements of a request of each workload, credentials included, a transaction's own words left out.
pub async fn per_request(place: &Place, workloads: &[Workload]) -> Result<Vec<f64>> {
    let app = App::open(place.settings(), World::real()).await?;
    let engine = app.engine()?;
    let mut counts = Vec::new();
    for workload in workloads {
        // the first one reads figures and notes the use of the key
        for draw in workload.draws.iter().take(2) {
            ask(&app, &engine, workload, draw).await?;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let before = app.db.statements();
        for draw in workload.draws.iter().cycle().take(REQUESTS) {
            ask(&app, &engine, workload, draw).await?;
        }
        let sent = u32::try_from(app.db.statements() - before)?;
        counts.push(f64::from(sent) / f64::from(u32::try_from(REQUESTS)?));
    }
    app.db.close().await?;
    Ok(counts)
}

async fn ask(app: &App, engine: &Engine, workload: &Workload, draw: &Draw) -> Result<()> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::try_from(format!("Bearer {}", workload.key))?);
    let reader = Reader { language: Language::Fr, request_id: RequestId::new("bench") };
    let caller = Caller { headers, address: None, reader: reader.clone() };
    let data = app.admit(&caller).await.map_err(Error::into_anyhow)?;
    let call = Call {
        query: Some(workload.document.clone()),
        persisted: None,
        operation_name: None,
        variables: Variables::from_json(draw.variables.clone()),
        read_only: false,
    };
    let answer = serde_json::to_value(engine.answer(call, data, &reader).await.body)?;
    ensure!(answer.get("errors").is_none(), "{}: {answer}", workload.title);
    Ok(())
}
