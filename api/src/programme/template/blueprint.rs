use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::error::{Error, Result};

/// The design of an edition: days are counted from its first day, terms are named by their codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Blueprint {
    /// How many participants it has room for.
    pub capacity: Option<i32>,
    /// References of questionnaires.
    pub questionnaires: Vec<String>,
    /// Objectives in order of priority.
    pub objectives: Vec<Objective>,
    /// Phases in order.
    pub phases: Vec<Phase>,
    /// Sessions.
    pub sessions: Vec<Session>,
    /// Lines of the budget.
    pub lines: Vec<Line>,
}

/// An objective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// What is to change.
    pub statement: String,
    /// How it is measured.
    #[serde(default)]
    pub indicators: Vec<Indicator>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// What is measured.
    pub title: String,
    /// In which unit.
    pub unit: String,
    /// Where things should stand at the end.
    #[serde(default)]
    pub target: Option<f64>,
}

/// A phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Code of `format`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    #[serde(default)]
    pub aim: Option<String>,
    /// Code of `modality`.
    #[serde(default)]
    pub modality: Option<String>,
    /// Tools and methods.
    #[serde(default)]
    pub tools: Option<String>,
    /// First day of its window.
    #[serde(default)]
    pub from_day: Option<i64>,
    /// Last day of its window.
    #[serde(default)]
    pub to_day: Option<i64>,
    /// Positions (from 0) of the phases that come before it.
    #[serde(default)]
    pub depends_on: Vec<usize>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Position (from 0) of its phase.
    #[serde(default)]
    pub phase: Option<usize>,
    /// Its title.
    pub title: String,
    /// The day it begins.
    pub day: i64,
    /// What the clock says when it begins, `09:30`.
    pub at: String,
    /// How long it lasts.
    pub minutes: i64,
    /// Time zone.
    #[serde(default = "paris")]
    pub time_zone: String,
    /// The place.
    #[serde(default)]
    pub place: Option<String>,
    /// Code of `modality`.
    #[serde(default)]
    pub modality: Option<String>,
    /// How many people it has room for.
    #[serde(default)]
    pub capacity: Option<i32>,
}

fn paris() -> String {
    "Europe/Paris".to_owned()
}

/// A line of the budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// `HUMAN`, `LOGISTIC`, `COMMUNICATION`, `PURCHASE` or `OTHER`.
    pub kind: String,
    /// Class of the chart of accounts.
    pub account: String,
    /// What it is for.
    pub label: String,
    /// How many.
    pub quantity: f64,
    /// Of what.
    pub unit: String,
    /// What one costs, in cents.
    pub unit_cost: i64,
    /// Whether that includes VAT.
    #[serde(default)]
    pub with_vat: bool,
}

impl Blueprint {
    /// As stored.
    pub fn read(stored: Json) -> Result<Self> {
        serde_json::from_value(stored).map_err(Error::internal)
    }

    /// To be stored.
    pub fn write(&self) -> Result<Json> {
        serde_json::to_value(self).map_err(Error::internal)
    }
}
