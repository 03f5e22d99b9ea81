//! A row as a structure.

use super::{Build, IdentifierClaim};
use crate::exchange::import::field::Field;
use crate::exchange::import::territory::TerritoryClaim;

/// A structure of the directory, as a row says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureDraft {
    /// Half of the upsert key; the other is the system of the mapping.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub other_names: Vec<String>,
    /// Its identifiers.
    pub identifiers: Vec<IdentifierClaim>,
    /// Codes of structure kinds.
    pub kinds: Vec<String>,
    /// Code of the legal form.
    pub legal_form: Option<String>,
    /// Code of the status in the social economy.
    pub ess_status: Option<String>,
    /// Codes of sectors, the main one first.
    pub sectors: Vec<String>,
    /// Code of the function that goes with the main sector.
    pub sector_function: Option<String>,
    /// Where its seat is.
    pub territory: TerritoryClaim,
    /// Where it intervenes.
    pub zones: Vec<TerritoryClaim>,
    /// Its addresses on the web.
    pub web: Vec<String>,
    /// Code of the kind of organisation.
    pub organisation_kind: Option<String>,
    /// Codes of activities.
    pub activities: Vec<String>,
    /// Code of the career stage.
    pub career_stage: Option<String>,
    /// Code of the staff bracket.
    pub staff_bracket: Option<String>,
    /// Code of the budget bracket.
    pub budget_bracket: Option<String>,
    /// The year it was created.
    pub creation_year: Option<i32>,
    /// What it does.
    pub description: Option<String>,
}

impl StructureDraft {
    pub(super) fn read(build: &mut Build<'_>, external_id: String) -> Option<Self> {
        let plan = build.plan;
        // Read before all else is dropped: a row without a name still tells its other problems.
        let name = build.one(Field::Name);
        let draft = Self {
            external_id,
            name: name.clone().unwrap_or_default(),
            other_names: build.list(Field::OtherNames),
            identifiers: build.identifiers(&plan.identifiers),
            kinds: build.list(Field::Kinds),
            legal_form: build.one(Field::LegalForm),
            ess_status: build.one(Field::EssStatus),
            sectors: build.list(Field::Sectors),
            sector_function: build.one(Field::SectorFunction),
            territory: build.territory(&plan.territory),
            zones: build.zones(),
            web: build.list(Field::Web),
            organisation_kind: build.one(Field::OrganisationKind),
            activities: build.list(Field::Activities),
            career_stage: build.one(Field::CareerStage),
            staff_bracket: build.one(Field::StaffBracket),
            budget_bracket: build.one(Field::BudgetBracket),
            creation_year: build.number(Field::CreationYear, 1000..=2100),
            description: build.one(Field::Description),
        };
        name.map(|_| draft)
    }
}
