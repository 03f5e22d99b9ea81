//! A row as a funding scheme.

use chrono::NaiveDate;

use super::Build;
use crate::exchange::import::field::Field;
use crate::exchange::import::territory::TerritoryClaim;

/// A funding scheme, as a row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeDraft {
    /// Half of the upsert key; the other is the system of the mapping.
    pub external_id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: Option<String>,
    /// Who pays, by name.
    pub funders: Vec<String>,
    /// Codes of kinds of funder.
    pub funder_kinds: Vec<String>,
    /// At which level who pays stands.
    pub level: Option<String>,
    /// In words.
    pub description: Option<String>,
    /// Codes of types of aid.
    pub aid_types: Vec<String>,
    /// How often it can be asked.
    pub recurrence: Option<String>,
    /// Whether one answers a call.
    pub call_for_projects: Option<String>,
    /// The first day on which it can be asked.
    pub opens_on: Option<NaiveDate>,
    /// The last day on which it can be asked.
    pub deadline: Option<NaiveDate>,
    /// Where.
    pub zones: Vec<TerritoryClaim>,
    /// Codes of legal forms.
    pub legal_forms: Vec<String>,
    /// Codes of families of who may ask.
    pub beneficiaries: Vec<String>,
    /// Codes of sectors.
    pub sectors: Vec<String>,
    /// Codes of publics.
    pub publics: Vec<String>,
}

const LEVELS: [&str; 7] = ["EUROPE", "COUNTRY", "REGION", "DEPARTMENT", "EPCI", "COMMUNE", "PRIVATE"];
const RECURRENCES: [&str; 3] = ["PERMANENT", "RECURRENT", "ONE_OFF"];

impl SchemeDraft {
    pub(super) fn read(build: &mut Build<'_>, external_id: String) -> Option<Self> {
        let title = build.one(Field::Title);
        let draft = Self {
            external_id,
            title: title.clone().unwrap_or_default(),
            url: build.one(Field::Url),
            funders: build.list(Field::Funders),
            funder_kinds: build.list(Field::FunderKinds),
            level: build.one_of(Field::Level, &LEVELS),
            description: build.one(Field::Description),
            aid_types: build.list(Field::AidTypes),
            recurrence: build.one_of(Field::Recurrence, &RECURRENCES),
            call_for_projects: build.one_of(Field::CallForProjects, &["true", "false"]),
            opens_on: build.date(Field::OpensOn),
            deadline: build.date(Field::Deadline),
            zones: build.zones(),
            legal_forms: build.list(Field::LegalForms),
            beneficiaries: build.list(Field::Beneficiaries),
            sectors: build.list(Field::Sectors),
            publics: build.list(Field::Publics),
        };
        title.map(|_| draft)
    }
}
