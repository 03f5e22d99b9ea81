use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use async_graphql::ID;
use async_graphql::resolver_utils::EnumType;
use clap::{Args, ValueEnum};
use entity::TerritoryKind;

use crate::access::{self, Actor, Request, RequestParts};
use crate::app::App;
use crate::error::Error;
use crate::graphql::Language;
use crate::insight::needs::{Asking, Contribution, Desk, Measure, NeedsDimension, NeedsFilter, write_csv};
use crate::observation::needs::ObservationStatus;
use crate::reference::territory::{TerritoryCode, TerritoryReference};

/// A table of needs to write.
#[derive(Args)]
pub struct NeedsArguments {
    /// Dimensions: `REGION`, `THEME_FAMILY`, `YEAR`...
    #[arg(long, value_delimiter = ',')]
    by: Vec<String>,
    /// Measures: OBSERVATIONS, ORGANISATIONS, PEOPLE...
    #[arg(long, value_delimiter = ',', default_value = "OBSERVATIONS,ORGANISATIONS")]
    measures: Vec<String>,
    /// Territories, as REGION:52 or DEPARTMENT:44.
    #[arg(long, value_delimiter = ',')]
    territories: Option<Vec<String>>,
    /// Codes of themes or families.
    #[arg(long, value_delimiter = ',')]
    themes: Option<Vec<String>>,
    /// Codes of sectors or domains.
    #[arg(long, value_delimiter = ',')]
    sectors: Option<Vec<String>>,
    /// Codes of kinds of organisation.
    #[arg(long, value_delimiter = ',')]
    kinds: Option<Vec<String>>,
    /// Codes of career stages.
    #[arg(long, value_delimiter = ',')]
    stages: Option<Vec<String>>,
    /// Codes of methods of observation.
    #[arg(long, value_delimiter = ',')]
    methods: Option<Vec<String>>,
    /// Ids of contributing members; answers on the visible part alone.
    #[arg(long, value_delimiter = ',')]
    contributors: Option<Vec<String>>,
    /// States: CONFIRMED, MET...; other than all counted ones, answers on the visible part alone.
    #[arg(long, value_delimiter = ',')]
    statuses: Option<Vec<String>>,
    /// First month, as 2026-01.
    #[arg(long)]
    from: Option<String>,
    /// Last month.
    #[arg(long)]
    to: Option<String>,
    /// For whom.
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Labels in English instead of French.
    #[arg(long)]
    english: bool,
    /// Begins with a byte order mark.
    #[arg(long)]
    bom: bool,
    /// File to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Audience {
    Members,
    Public,
}

/// Runs an export.
pub async fn export(app: &App, arguments: NeedsArguments) -> anyhow::Result<()> {
    let asking = arguments.asking()?;
    let language = if arguments.english { Language::En } else { Language::Fr };
    let request = operator(app, language);
    let desk = Desk::of(&app.figures, request, Contribution::Shared, &asking.filter.named()).await;
    let desk = desk.map_err(told)?.made_for(match arguments.audience {
        Audience::Members => access::Audience::Members,
        Audience::Public => access::Audience::Public,
    });
    let answer = Arc::new(desk.answer(&asking).await.map_err(told)?);
    let text = write_csv(&answer, language, arguments.bom).map_err(told)?;
    std::fs::write(&arguments.out, text)
        .with_context(|| format!("cannot write {}", arguments.out.display()))?;
    Ok(())
}

impl NeedsArguments {
    fn asking(&self) -> anyhow::Result<Asking> {
        let month = |text: &Option<String>| {
            let read = |text: &String| text.parse().map_err(|()| anyhow!("{text} is no month: YYYY-MM"));
            text.as_ref().map(read).transpose()
        };
        let territories = self.territories.as_ref().map(|all| all.iter().map(|text| place(text)).collect());
        let statuses = self.statuses.as_ref();
        let statuses = statuses.map(|all| all.iter().map(|text| value::<ObservationStatus>(text)).collect());
        let filter = NeedsFilter {
            territories: territories.transpose()?,
            themes: self.themes.clone(),
            sectors: self.sectors.clone(),
            organisation_kinds: self.kinds.clone(),
            career_stages: self.stages.clone(),
            methods: self.methods.clone(),
            contributors: self.contributors.as_ref().map(|ids| ids.iter().map(ID::from).collect()),
            statuses: statuses.transpose()?,
            from: month(&self.from)?,
            to: month(&self.to)?,
        };
        let by = self.by.iter().map(|text| value::<NeedsDimension>(text)).collect::<anyhow::Result<_>>()?;
        let measures =
            self.measures.iter().map(|text| value::<Measure>(text)).collect::<anyhow::Result<_>>()?;
        Ok(Asking { by, filter, measures })
    }
}

/// The operator reads what an audience reads, and nothing more.
fn operator(app: &App, language: Language) -> Request {
    Request::new(RequestParts {
        db: app.db.clone(),
        world: app.world.clone(),
        actor: Actor::anonymous(),
        now: app.world.now(),
        language,
        id: "export".to_owned(),
        address: String::new(),
    })
}

/// A value of the API's enum as it is written there.
fn value<T: EnumType>(text: &str) -> anyhow::Result<T> {
    let items = T::items();
    let found = items.iter().find(|item| item.name == text).map(|item| item.value);
    let names = || items.iter().map(|item| item.name).collect::<Vec<_>>().join(", ");
    found.with_context(|| format!("{text} is none of {}", names()))
}

fn place(text: &str) -> anyhow::Result<TerritoryReference> {
    let (kind, code) = text.split_once(':').with_context(|| format!("{text}: write LEVEL:CODE"))?;
    let kind: TerritoryKind = kind.parse().map_err(|()| anyhow!("{kind} is no level of territory"))?;
    Ok(TerritoryReference::Code(TerritoryCode { kind: kind.into(), code: code.to_owned() }))
}

fn told(error: Error) -> anyhow::Error {
    match &error.text {
        Some(text) => anyhow!("{}", text.en),
        None => error.into_anyhow(),
    }
}
