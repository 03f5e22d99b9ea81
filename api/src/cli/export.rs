use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context, bail};
use async_graphql::{Data, Variables};
use clap::{Args, ValueEnum};
use entity::{AccountId, MembershipId, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::import::member;
use crate::access::{Actor, Known, Request, RequestParts, Scope};
use crate::app::App;
use crate::exchange::export::{Form, Records, Sheet};
use crate::graphql::{Call, Engine, Knowledge, Language, Limits, Reader, RequestId};
use crate::schema;

/// Records to export.
#[derive(Args, Debug)]
pub struct ExportArguments {
    /// File to write; replaced if it is there.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Form of the file.
    #[arg(long, default_value = "csv")]
    format: Format,
    /// Puts a byte order mark before CSV, by which spreadsheets know UTF-8.
    #[arg(long)]
    bom: bool,
    /// As the people of this member structure see them (its id or its name); left out: as everybody does.
    #[arg(long, value_name = "ID|NAME")]
    member: Option<String>,
}

/// Form of a file.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// One row for each record, `;` between cells.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// Writes records as somebody sees them.
pub async fn export(app: &App, records: &'static Records, arguments: &ExportArguments) -> anyhow::Result<()> {
    let actor = match &arguments.member {
        Some(named) => {
            let (id, _) = member(app, named).await?;
            // Nobody's account: only reads are asked for.
            let (account, membership) = (AccountId(Uuid::nil()), MembershipId(Uuid::nil()));
            let scopes = Scope::ALL.to_vec();
            let (role, member) = (Role::Coordinator, Some(id));
            Actor::known(Known { account, membership, role, member, api_key: None, scopes })
        }
        None => Actor::anonymous(),
    };
    let form = match arguments.format {
        Format::Csv => Form::Csv { mark: arguments.bom },
        Format::Ndjson => Form::Ndjson,
    };
    let file = File::create(&arguments.out).with_context(|| arguments.out.display().to_string())?;
    let mut sheet = Sheet::begin(records, form, BufWriter::new(file))?;
    let mut pages = Pages::new(app, actor)?;
    let mut written = 0_u64;
    while let Some(page) = pages.next(records).await? {
        page.iter().try_for_each(|record| sheet.add(record))?;
        written += page.len() as u64;
    }
    sheet.finish()?;
    super::print(&format!("{written} records in {}\n", arguments.out.display()))
}

/// Pages of a connection, asked one after the other.
struct Pages<'a> {
    app: &'a App,
    actor: Actor,
    engine: Engine,
    after: Option<Value>,
}

impl<'a> Pages<'a> {
    /// What an operator asks has no price.
    fn new(app: &'a App, actor: Actor) -> anyhow::Result<Self> {
        let limits = Limits { cost: u64::MAX, ..Limits::default() };
        let engine = Engine::new(schema::builder, Knowledge { limits, ..schema::knowledge() })?;
        Ok(Self { app, actor, engine, after: Some(Value::Null) })
    }

    async fn next(&mut self, records: &Records) -> anyhow::Result<Option<Vec<Value>>> {
        let Some(after) = self.after.take() else { return Ok(None) };
        let mut connection = self.ask(records, after).await?;
        let page = connection.pointer("/pageInfo").cloned().unwrap_or_default();
        if page.pointer("/hasNextPage") == Some(&Value::Bool(true)) {
            self.after = page.pointer("/endCursor").cloned();
        }
        match connection.pointer_mut("/nodes").map(Value::take) {
            Some(Value::Array(nodes)) => Ok(Some(nodes)),
            _ => bail!("the answer has no nodes"),
        }
    }

    async fn ask(&self, records: &Records, after: Value) -> anyhow::Result<Value> {
        let reader = Reader { language: Language::Fr, request_id: RequestId::new("export") };
        let request = self.request();
        let mut data = Data::default();
        data.insert(reader.language);
        data.insert(request.clone().loaders());
        data.insert(request);
        let call = Call {
            query: Some(records.document.to_owned()),
            persisted: None,
            operation_name: None,
            variables: Variables::from_json(json!({ "after": after })),
            read_only: true,
        };
        let mut answer = serde_json::to_value(self.engine.answer(call, data, &reader).await.body)?;
        if let Some(error) = answer.pointer("/errors/0") {
            bail!("the export was refused: {error}");
        }
        let connection = format!("/data{}", records.connection);
        answer.pointer_mut(&connection).map(Value::take).context("no answer")
    }

    fn request(&self) -> Request {
        Request::new(RequestParts {
            db: self.app.db.clone(),
            world: self.app.world.clone(),
            actor: self.actor.clone(),
            now: self.app.world.now(),
            language: Language::Fr,
            id: "export".to_owned(),
            address: String::new(),
        })
    }
}
