use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};

use super::object::ObservationStatus;
use crate::directory::structure::TermCondition;
use crate::graphql::Date;
use crate::observation::input::MonthRange;
use crate::observation::level::Visibility;

/// Which observations. Conditions beside each other must all hold. A condition on what the reader may not
/// read of an observation never holds for it.
#[derive(InputObject, Default, Clone)]
pub struct ObservationFilter {
    /// Where the need is.
    pub territory: Option<TerritoryCondition>,
    /// The theme under which it counts.
    pub theme: Option<TermCondition>,
    /// That theme or a further one.
    pub any_theme: Option<TermCondition>,
    /// The sector under which it counts.
    pub sector: Option<TermCondition>,
    /// That sector or a further one.
    pub any_sector: Option<TermCondition>,
    /// Whom it is about: one of these publics.
    pub public: Option<TermCondition>,
    /// How it was observed.
    pub method: Option<TermCondition>,
    /// Expressed, observed or co-built.
    pub formulation: Option<TermCondition>,
    /// Kind of the organisation that has the need.
    pub organisation_kind: Option<TermCondition>,
    /// Its stage.
    pub career_stage: Option<TermCondition>,
    /// The day of the observation.
    pub observed_on: Option<DateCondition>,
    /// The month of the observation.
    pub month: Option<MonthCondition>,
    /// From 1 (slight) to 5 (vital).
    pub intensity: Option<IntensityCondition>,
    /// Its state: one of these.
    pub status: Option<Vec<ObservationStatus>>,
    /// Who may see it: one of these.
    pub visibility: Option<Vec<Visibility>>,
    /// Contributed by one of these member structures.
    pub contributor: Option<Vec<ID>>,
    /// One's own member structure's, or the others'.
    pub mine: Option<bool>,
    /// About one of these structures, as far as one may know it.
    pub structure: Option<Vec<ID>>,
    /// From one of these sources, one's own.
    pub source: Option<Vec<ID>>,
    /// Drawn from something that is no observation, or not.
    pub derived: Option<bool>,
    /// Whose statement holds all these words, whatever accents and case, as far as one may read it.
    pub search: Option<String>,
    /// Changed at this instant or later.
    pub updated_since: Option<DateTime<Utc>>,
    /// All of these.
    pub and: Option<Vec<ObservationFilter>>,
    /// One of these at least.
    pub or: Option<Vec<ObservationFilter>>,
    /// Not this.
    pub not: Option<Box<ObservationFilter>>,
}

/// Where.
#[derive(InputObject, Clone)]
pub struct TerritoryCondition {
    /// In this territory or what it contains.
    pub within: Option<ID>,
    /// At exactly one of these territories.
    #[graphql(name = "in")]
    pub one_of: Option<Vec<ID>>,
}

/// Some days.
#[derive(InputObject, Clone, Copy)]
pub struct DateCondition {
    /// From a day to another, both included.
    pub between: DateRange,
}

/// From a day to another, both included.
#[derive(InputObject, Clone, Copy)]
pub struct DateRange {
    /// The first day; all earlier ones when absent.
    pub from: Option<Date>,
    /// The last day; all later ones when absent.
    pub to: Option<Date>,
}

/// Some months.
#[derive(InputObject, Clone, Copy)]
pub struct MonthCondition {
    /// From a month to another, both included.
    pub between: MonthRange,
}

/// Some intensities.
#[derive(InputObject, Clone, Copy)]
pub struct IntensityCondition {
    /// From one to another, both included.
    pub between: IntensityRange,
}

/// From an intensity to another, both included.
#[derive(InputObject, Clone, Copy)]
pub struct IntensityRange {
    /// The least, from 1.
    pub from: Option<i32>,
    /// The greatest, up to 5.
    pub to: Option<i32>,
}
