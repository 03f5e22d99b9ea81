//! Settings: defaults, then a TOML file, then the environment (`MAILLAGE_LISTEN`,
//! `MAILLAGE_DATABASE__URL`, ...), then the command line. Read once, here.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::{access, db, graphql, http};

/// Where a network's data is unless told otherwise.
const DATA_DIR: &str = "maillage-data";
/// The same for a demonstration: apart, so that trying it out never meets a network.
const DEMO_DIR: &str = "maillage-demo";

/// All that an operator may set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder of the embedded database, the signing keys and the reports of imports.
    pub data_dir: PathBuf,
    /// What is logged, as `tracing` filters say it: `info`, `maillage=debug,info`.
    pub log: String,
    /// `text` for people, `json` for machines.
    pub log_format: LogFormat,
    /// The database.
    pub database: db::Settings,
    /// The HTTP side.
    pub http: http::Settings,
    /// Access tokens.
    pub tokens: access::TokenSettings,
    /// What one document may ask.
    pub limits: graphql::Limits,
    /// The figures.
    pub figures: FiguresSettings,
}

/// When figures are renewed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FiguresSettings {
    /// Hour of the daily cut, UTC.
    pub cut_at: NaiveTime,
}

impl Default for FiguresSettings {
    fn default() -> Self {
        Self { cut_at: NaiveTime::from_hms_opt(2, 30, 0).unwrap_or_default() }
    }
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: PathBuf::from(DATA_DIR),
            log: "info,sqlx=warn,sea_orm_migration=warn".to_owned(),
            log_format: LogFormat::Text,
            database: db::Settings::default(),
            http: http::Settings::default(),
            tokens: access::TokenSettings::default(),
            limits: graphql::Limits::default(),
            figures: FiguresSettings::default(),
        }
    }
}

impl Settings {
    /// Reads `file`, or `maillage.toml` here if there is one, then the environment.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let file = match file {
            Some(path) => config::File::from(path).required(true),
            None => config::File::with_name("maillage.toml").required(false),
        };
        let environment = config::Environment::with_prefix("MAILLAGE")
            .prefix_separator("_")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("http.cors_origins")
            .with_list_parse_key("tokens.keys");
        let sources = config::Config::builder()
            .add_source(file.format(config::FileFormat::Toml))
            .add_source(environment);
        let settings: Self = sources.build()?.try_deserialize().context("the settings cannot be read")?;
        settings.http.check()?;
        Ok(settings)
    }

    /// With the data directory of a demonstration, unless another one was set.
    #[must_use]
    pub fn for_demonstration(self) -> Self {
        let unset = self.data_dir == Path::new(DATA_DIR);
        let data_dir = if unset { PathBuf::from(DEMO_DIR) } else { self.data_dir };
        Self { data_dir, ..self }
    }

    /// As TOML, secrets hidden.
    pub fn shown(&self) -> anyhow::Result<String> {
        let mut shown = self.clone();
        shown.database.url = shown.database.url.as_deref().map(without_password);
        shown.tokens.keys.fill("***".to_owned());
        Ok(toml::to_string(&shown)?)
    }
}

/// `postgres://user:secret@host/db` with stars for the secret.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "***".to_owned() };
    let hidden = match rest.rsplit_once('@') {
        Some((login, host)) => format!("{}:***@{host}", login.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let address = hidden.split('?').next().unwrap_or_default();
    format!("{scheme}://{address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for url in ["postgres://ana:s3cr:et@db/net", "postgres://db/net?user=ana&password=s3cret", "s3cret"] {
            assert!(!without_password(url).contains("s3"), "{url}");
        }
        assert_eq!(without_password("postgres://ana:s3cret@db/net"), "postgres://ana:***@db/net");
    }

    #[test]
    fn a_demonstration_never_lives_where_a_network_lives_by_default() {
        assert_ne!(Settings::default().for_demonstration().data_dir, Settings::default().data_dir);
        let told = Settings { data_dir: PathBuf::from("elsewhere"), ..Settings::default() };
        assert_eq!(told.for_demonstration().data_dir, PathBuf::from("elsewhere"));
    }
}
