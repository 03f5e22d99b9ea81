use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{ObservationSourceId, StructureId, TermId, TerritoryId, observation, observation_term};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::fold;
use crate::graphql::{YearMonth, id_text};
use crate::observation::rules::scheme;
use crate::trail::FieldChange;

/// All that a contributor says of a need; what may be seen of it, and its state, stand apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The need in words.
    pub statement: String,
    /// How it was observed.
    pub method: TermId,
    /// Expressed, observed or co-built.
    pub formulation: TermId,
    /// The theme under which it counts.
    pub main_theme: TermId,
    /// Further themes.
    pub other_themes: BTreeSet<TermId>,
    /// The sector under which it counts.
    pub main_sector: Option<TermId>,
    /// Further sectors.
    pub other_sectors: BTreeSet<TermId>,
    /// Where the need is.
    pub territory: TerritoryId,
    /// Whom the need is about.
    pub publics: BTreeSet<TermId>,
    /// Kind of the organisation that has the need.
    pub organisation_kind: Option<TermId>,
    /// Stage of the career of who has the need.
    pub career_stage: Option<TermId>,
    /// The day of the observation.
    pub observed_on: NaiveDate,
    /// From 1 (slight) to 5 (vital).
    pub intensity: i32,
    /// How many people are concerned, as declared.
    pub people_concerned: Option<i32>,
    /// How many organisations are concerned, as declared.
    pub organisations_concerned: Option<i32>,
    /// The structure observed.
    pub structure: Option<StructureId>,
    /// Whether an organisation or a person can be recognised.
    pub identifiable: bool,
    /// Whether it touches people in a sensitive situation.
    pub sensitive: bool,
    /// Whether it is drawn from something that is no observation.
    pub derived: bool,
    /// The interview or document it comes from.
    pub source: Option<ObservationSourceId>,
}

impl Content {
    /// Nothing said yet: its terms and its territory are none, and are refused as such.
    pub fn blank() -> Self {
        let (none, nowhere) = (TermId(Uuid::nil()), TerritoryId(Uuid::nil()));
        Self {
            statement: String::new(),
            method: none,
            formulation: none,
            main_theme: none,
            other_themes: BTreeSet::new(),
            main_sector: None,
            other_sectors: BTreeSet::new(),
            territory: nowhere,
            publics: BTreeSet::new(),
            organisation_kind: None,
            career_stage: None,
            observed_on: NaiveDate::default(),
            intensity: 0,
            people_concerned: None,
            organisations_concerned: None,
            structure: None,
            identifiable: false,
            sensitive: false,
            derived: false,
            source: None,
        }
    }

    /// What a stored observation says.
    pub fn of(row: &observation::Model, terms: &[observation_term::Model]) -> Self {
        let of_scheme = |scheme: &str| {
            terms.iter().filter(|term| term.scheme == scheme).map(|term| term.term_id).collect()
        };
        Self {
            statement: row.statement.clone(),
            method: row.method_id,
            formulation: row.formulation_id,
            main_theme: row.main_theme_id,
            other_themes: of_scheme(scheme::THEME),
            main_sector: row.main_sector_id,
            other_sectors: of_scheme(scheme::SECTOR),
            territory: row.territory_id,
            publics: of_scheme(scheme::PUBLIC),
            organisation_kind: row.organisation_kind_id,
            career_stage: row.career_stage_id,
            observed_on: row.observed_on,
            intensity: row.intensity,
            people_concerned: row.people_concerned,
            organisations_concerned: row.organisations_concerned,
            structure: row.structure_id,
            identifiable: row.identifiable,
            sensitive: row.sensitive,
            derived: row.derived,
            source: row.source_id,
        }
    }

    /// Writes it into a row, folded text and month with it.
    pub fn write_into(self, row: &mut observation::Model) {
        row.statement_folded = fold(&self.statement);
        row.statement = self.statement;
        row.method_id = self.method;
        row.formulation_id = self.formulation;
        row.main_theme_id = self.main_theme;
        row.main_sector_id = self.main_sector;
        row.territory_id = self.territory;
        row.organisation_kind_id = self.organisation_kind;
        row.career_stage_id = self.career_stage;
        row.observed_on = self.observed_on;
        row.month = YearMonth::of(self.observed_on).number();
        row.intensity = self.intensity;
        row.people_concerned = self.people_concerned;
        row.organisations_concerned = self.organisations_concerned;
        row.structure_id = self.structure;
        row.identifiable = self.identifiable;
        row.sensitive = self.sensitive;
        row.derived = self.derived;
        row.source_id = self.source;
    }

    /// Every term with its vocabulary and the field that names it.
    pub fn terms(&self) -> Vec<(TermId, &'static str, String)> {
        let one =
            |term: Option<TermId>, scheme, field: &str| term.map(|term| (term, scheme, field.to_owned()));
        let main = [
            one(Some(self.method), scheme::METHOD, "method"),
            one(Some(self.formulation), scheme::FORMULATION, "formulation"),
            one(Some(self.main_theme), scheme::THEME, "mainTheme"),
            one(self.main_sector, scheme::SECTOR, "mainSector"),
            one(self.organisation_kind, scheme::ORGANISATION_KIND, "organisationKind"),
            one(self.career_stage, scheme::CAREER_STAGE, "careerStage"),
        ];
        let sets = self.sets();
        let others = sets.iter().flat_map(|(set, scheme, field)| {
            set.iter().enumerate().map(move |(index, term)| (*term, *scheme, format!("{field}.{index}")))
        });
        main.into_iter().flatten().chain(others).collect()
    }

    /// The lists of terms with their vocabularies and fields.
    pub fn sets(&self) -> [(&BTreeSet<TermId>, &'static str, &'static str); 3] {
        [
            (&self.other_themes, scheme::THEME, "otherThemes"),
            (&self.other_sectors, scheme::SECTOR, "otherSectors"),
            (&self.publics, scheme::PUBLIC, "publics"),
        ]
    }

    /// The fields in which it differs from what was said before.
    pub fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let pairs = before.fields().into_iter().zip(self.fields());
        pairs
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| FieldChange { field, before, after })
            .collect()
    }

    fn fields(&self) -> [(&'static str, Value); 20] {
        let term = |id: Option<TermId>| id.map(|id| id_text(id).0);
        let terms = |ids: &BTreeSet<TermId>| ids.iter().map(|id| id_text(*id).0).collect::<Vec<_>>();
        [
            ("statement", json!(self.statement)),
            ("method", json!(term(Some(self.method)))),
            ("formulation", json!(term(Some(self.formulation)))),
            ("mainTheme", json!(term(Some(self.main_theme)))),
            ("otherThemes", json!(terms(&self.other_themes))),
            ("mainSector", json!(term(self.main_sector))),
            ("otherSectors", json!(terms(&self.other_sectors))),
            ("territory", json!(id_text(self.territory).0)),
            ("publics", json!(terms(&self.publics))),
            ("organisationKind", json!(term(self.organisation_kind))),
            ("careerStage", json!(term(self.career_stage))),
            ("observedOn", json!(self.observed_on)),
            ("intensity", json!(self.intensity)),
            ("peopleConcerned", json!(self.people_concerned)),
            ("organisationsConcerned", json!(self.organisations_concerned)),
            ("structure", json!(self.structure.map(|id| id_text(id).0))),
            ("identifiable", json!(self.identifiable)),
            ("sensitive", json!(self.sensitive)),
            ("derived", json!(self.derived)),
            ("source", json!(self.source.map(|id| id_text(id).0))),
        ]
    }
}
