//! Somebody who uses the server as its users do: documents, variables, a token.

use anyhow::{Context, bail};
use async_graphql::Variables;
use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use serde_json::Value;

use crate::app::App;
use crate::error::Error;
use crate::graphql::{Call, Engine, Language, Reader, RequestId};
use crate::http::{Caller, Host};

/// The server, asked in its own process.
pub struct Player<'a> {
    app: &'a App,
    engine: Engine,
}

impl<'a> Player<'a> {
    /// On this server.
    pub fn new(app: &'a App) -> anyhow::Result<Self> {
        Ok(Self { app, engine: app.engine()? })
    }

    /// Runs the only mutation of a document with one `input`, as the bearer of `token`; any user error fails.
    pub async fn write(&self, token: Option<&str>, document: &str, input: Value) -> anyhow::Result<Value> {
        let data = self.ask(token, document, serde_json::json!({ "input": input })).await?;
        let payload = data.as_object().and_then(|fields| fields.values().next()).context("no payload")?;
        match payload.pointer("/userErrors/0") {
            Some(error) => bail!("the demonstration could not be made: {error}"),
            None => Ok(payload.clone()),
        }
    }

    /// Runs a document; any error fails.
    pub async fn ask(&self, token: Option<&str>, document: &str, variables: Value) -> anyhow::Result<Value> {
        let mut headers = HeaderMap::new();
        if let Some(token) = token {
            headers.insert(AUTHORIZATION, HeaderValue::try_from(format!("Bearer {token}"))?);
        }
        let reader = Reader { language: Language::Fr, request_id: RequestId::new("demo") };
        let caller = Caller { headers, address: None, reader: reader.clone() };
        let data = self.app.admit(&caller).await.map_err(Error::into_anyhow)?;
        let call = Call {
            query: Some(document.to_owned()),
            persisted: None,
            operation_name: None,
            variables: Variables::from_json(variables),
            read_only: false,
        };
        let answer = serde_json::to_value(self.engine.answer(call, data, &reader).await.body)?;
        match answer.pointer("/errors/0") {
            Some(error) => bail!("the demonstration could not be made: {error}"),
            None => answer.get("data").cloned().context("no data"),
        }
    }
}
