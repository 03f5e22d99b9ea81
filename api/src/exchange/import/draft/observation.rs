//! A row as a needs observation.

use chrono::NaiveDate;

use super::{Build, IdentifierClaim};
use crate::exchange::import::field::Field;
use crate::exchange::import::plan::FittedObserved;
use crate::exchange::import::territory::TerritoryClaim;

/// A needs observation, as a row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservationDraft {
    /// Half of the upsert key; the other is the system of the mapping.
    pub external_id: String,
    /// The interview or document it comes from.
    pub source: SourceClaim,
    /// What is observed.
    pub statement: String,
    /// Code of the method.
    pub method: Option<String>,
    /// Code of the formulation.
    pub formulation: Option<String>,
    /// Codes of need themes, the main one first.
    pub themes: Vec<String>,
    /// Codes of sectors, the main one first.
    pub sectors: Vec<String>,
    /// Where the need is.
    pub territory: TerritoryClaim,
    /// Codes of the publics concerned.
    pub publics: Vec<String>,
    /// Code of the career stage.
    pub career_stage: Option<String>,
    /// The day of the observation.
    pub observed_on: NaiveDate,
    /// From 1 to 5.
    pub intensity: Option<i32>,
    /// How many people are concerned.
    pub people_concerned: Option<i32>,
    /// How many organisations are concerned.
    pub organisations_concerned: Option<i32>,
    /// The structure it is about.
    pub observed_structure: Option<ObservedClaim>,
    /// `PRIVATE`, `AGGREGATE_ONLY`, `NETWORK` or `PUBLIC`; otherwise the one of the command.
    pub visibility: Option<String>,
    /// `DRAFT` or `CONFIRMED`.
    pub status: Option<String>,
    /// Words said, kept apart.
    pub verbatims: Vec<String>,
    /// Whether it is drawn from something that is no observation.
    pub derived: bool,
}

/// The interview or document an observation comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceClaim {
    /// The same for all observations of one source.
    pub key: Option<String>,
    /// Code of the kind of source.
    pub kind: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
}

/// A structure named by a row: all that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedClaim {
    /// The system of the external id.
    pub system: String,
    /// Its external id.
    pub external_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its identifiers.
    pub identifiers: Vec<IdentifierClaim>,
}

/// A new observation is a draft, or stands.
const STATUSES: [&str; 2] = ["DRAFT", "CONFIRMED"];
const VISIBILITIES: [&str; 4] = ["PRIVATE", "AGGREGATE_ONLY", "NETWORK", "PUBLIC"];

impl ObservationDraft {
    pub(super) fn read(build: &mut Build<'_>, external_id: String) -> Option<Self> {
        let plan = build.plan;
        // Read before all else is dropped: a row without a date still tells its other problems.
        let (statement, observed_on) = (build.one(Field::Statement), build.date(Field::ObservedOn));
        let draft = Self {
            external_id,
            source: SourceClaim::read(build),
            statement: statement.clone().unwrap_or_default(),
            method: build.one(Field::Method),
            formulation: build.one(Field::Formulation),
            themes: build.list(Field::Themes),
            sectors: build.list(Field::Sectors),
            territory: build.territory(&plan.territory),
            publics: build.list(Field::Publics),
            career_stage: build.one(Field::CareerStage),
            observed_on: observed_on.unwrap_or_default(),
            intensity: build.number(Field::Intensity, 1..=5),
            people_concerned: build.number(Field::PeopleConcerned, 0..=i32::MAX),
            organisations_concerned: build.number(Field::OrganisationsConcerned, 0..=i32::MAX),
            observed_structure: plan.observed.as_ref().and_then(|fitted| ObservedClaim::read(build, fitted)),
            visibility: build.one_of(Field::Visibility, &VISIBILITIES),
            status: build.one_of(Field::Status, &STATUSES),
            verbatims: build.list(Field::Verbatims),
            derived: plan.derived,
        };
        statement.and(observed_on).map(|_| draft)
    }
}

impl SourceClaim {
    fn read(build: &mut Build<'_>) -> Self {
        Self {
            key: build.one(Field::SourceKey),
            kind: build.one(Field::SourceKind),
            title: build.one(Field::SourceTitle),
            date: build.date(Field::SourceDate),
        }
    }
}

impl ObservedClaim {
    fn read(build: &mut Build<'_>, fitted: &FittedObserved) -> Option<Self> {
        let claim = Self {
            system: fitted.system.clone(),
            external_id: build.first(fitted.external_id.as_ref()),
            name: build.first(fitted.name.as_ref()),
            identifiers: build.identifiers(&fitted.identifiers),
        };
        let says = claim.external_id.is_some() || claim.name.is_some() || !claim.identifiers.is_empty();
        says.then_some(claim)
    }
}
