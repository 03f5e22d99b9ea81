//! The mapping file: what a file's columns mean. Written in TOML, strict: an unknown key is an error.
//!
//! ```toml
//! kind = "structures"                # or "observations"
//! system = "museofile"               # half of the upsert key (system, external id)
//! external_id = [{ column = "ref" }, { template = "{nom}:{ville}" }]  # the first that gives something;
//!                                    # left out: the hash of the file and the row
//! name_on_update = "add"             # a known structure keeps its name, the row's joins its other names
//! derived = true                     # observations only: not observed, drawn from another file
//!
//! [file]                             # all found when left out
//! encoding = "windows-1252"          # or "utf-8"
//! separator = ";"                    # or "," "|" "tab"
//! sheet = "Subventions"              # of a workbook; otherwise the first
//! header_row = 3                     # what stands above is not read
//! fill_down = ["Thématique"]         # an empty cell repeats the one above
//! empty_values = ["#N/A"]            # these mean empty
//!
//! [authorisation]                    # openly licensed data
//! basis = "OPEN_DATA"
//! source = "Ministère de la Culture, Muséofile"
//! licence = "etalab-2.0"             # a code of the vocabulary `licence`
//!
//! [[skip]]                           # rows that are no record; empty rows and repeated headers always are
//! reason = "detail row"
//! column = "IMPUTATION"
//! is = "filled"                      # empty | filled | numeric | not_numeric, or
//! starts_with = ["total"]            # or equals = [...]; all that is said must hold
//!
//! [fields]                           # see `Field` for the names, `Take` for what feeds them
//! name = { columns = ["nom", "autre nom"] }
//! kinds = { constant = ["festival"] }
//! sectors = { column = "disciplines", split = [";"], values = "disciplines", unmatched = "warning" }
//! statement = { template = "{Projet} ({Montant} €)" }
//! creation_year = { column = "annee", transforms = ["year"] }
//!
//! [identifiers]
//! siren = { column = "SIREN", transforms = [{ pad_left = 9 }] }
//!
//! [territory]                        # the seat, or where the need is; the finest that is found wins
//! commune_code = { column = "insee" }
//! commune = { column = "ville" }     # with postal_code or departement beside it
//! postal_code = { column = "cp" }
//!
//! [zones]                            # the same keys, each value a zone of intervention
//!
//! [observed_structure]               # observations: by identifiers, external id or name
//! system = "montpellier"
//! external_id = { column = "Code" }
//!
//! [values.disciplines]               # compared without case, accents or typographic quotes
//! "Musée d'art" = "musees"
//! "Divers" = []                      # known, and no term
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::field::{Field, Kind};
use super::{Problem, ProblemCode, Result};

mod parts;
mod take;

pub use parts::{
    Authorisation, Basis, CellIs, FileOptions, NameOnUpdate, ObservedTakes, Separator, SkipRule,
    TerritoryTakes,
};
pub use take::{OneOrMany, Take, Unmatched};

/// A mapping, checked in itself; [`super::Import`] checks it against a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What the file holds.
    pub kind: Kind,
    /// The name of the system the file comes from.
    pub system: String,
    /// What feeds the external id: the first that gives something.
    #[serde(default)]
    pub external_id: Vec<Take>,
    /// What becomes of the name of a structure that exists.
    #[serde(default)]
    pub name_on_update: NameOnUpdate,
    /// Whether observations are drawn from something that is no observation.
    #[serde(default)]
    pub derived: bool,
    /// How to read the file.
    #[serde(default)]
    pub file: FileOptions,
    /// Under what the data may be shown.
    pub authorisation: Option<Authorisation>,
    /// Rows that are no record.
    #[serde(default)]
    pub skip: Vec<SkipRule>,
    /// What feeds each field.
    pub fields: BTreeMap<Field, Take>,
    /// What feeds identifiers, by scheme.
    #[serde(default)]
    pub identifiers: BTreeMap<String, Take>,
    /// What tells the territory.
    #[serde(default)]
    pub territory: TerritoryTakes,
    /// What tells the zones of intervention.
    #[serde(default)]
    pub zones: TerritoryTakes,
    /// What tells the structure an observation is about.
    pub observed_structure: Option<ObservedTakes>,
    /// Tables of values, by name.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, OneOrMany>>,
}

impl Mapping {
    /// Reads a mapping file; the fault says where it is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let mapping: Self = toml::from_str(text).map_err(|error| invalid(error.to_string()))?;
        mapping.check().map_err(invalid)?;
        Ok(mapping)
    }

    /// Refuses a mapping that holds a code its vocabulary does not know, before the first row is read.
    pub fn check_codes(&self, known: impl Fn(&'static str, &str) -> bool) -> Result<()> {
        match self.codes().find(|(scheme, code)| !known(scheme, code)) {
            Some((scheme, code)) => {
                Err(Problem::error(ProblemCode::CodeUnknown).value(code).expected(scheme).into())
            }
            None => Ok(()),
        }
    }

    /// The codes of vocabularies that the mapping itself holds, with their scheme.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let observed = self.observed_structure.iter().flat_map(|observed| observed.identifiers.keys());
        let identifiers = self.identifiers.keys().chain(observed);
        let identifiers = identifiers.map(|scheme| ("identifier-scheme", scheme.as_str()));
        let licence = self.authorisation.iter().map(|basis| ("licence", basis.licence.as_str()));
        self.field_codes().chain(identifiers).chain(licence)
    }

    /// Codes in constants and tables.
    fn field_codes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().filter_map(|(field, take)| Some((field.scheme()?, take))).flat_map(
            |(scheme, take)| {
                let table =
                    take.values.iter().filter_map(|name| self.values.get(name)).flat_map(BTreeMap::values);
                let codes = take.constant.iter().chain(table).flat_map(OneOrMany::as_slice);
                codes.map(move |code| (scheme, code.as_str()))
            },
        )
    }

    fn check(&self) -> Result<(), String> {
        if self.system.trim().is_empty() {
            return Err("system = \"\"".to_owned());
        }
        if let Some(field) = self.fields.keys().find(|field| !field.belongs_to(self.kind)) {
            return Err(format!("fields.{}: kind = {:?}", field.as_str(), self.kind));
        }
        if let Some(field) = self.kind.required().iter().find(|field| !self.fields.contains_key(field)) {
            return Err(format!("fields.{} = ?", field.as_str()));
        }
        let rule = self
            .skip
            .iter()
            .find(|rule| rule.is.is_none() && rule.equals.is_empty() && rule.starts_with.is_empty());
        if let Some(rule) = rule {
            return Err(format!("skip \"{}\": is, equals, starts_with = ?", rule.reason));
        }
        self.takes()
            .try_for_each(|(name, take)| take.check(&self.values).map_err(|what| format!("{name}: {what}")))
    }

    /// Every take, by the name a mapping gives it.
    fn takes(&self) -> impl Iterator<Item = (String, &Take)> {
        let fields = self.fields.iter().map(|(field, take)| (format!("fields.{}", field.as_str()), take));
        let external_id = self.external_id.iter().map(|take| ("external_id".to_owned(), take));
        let identifiers =
            self.identifiers.iter().map(|(scheme, take)| (format!("identifiers.{scheme}"), take));
        let territory = self.territory.all().map(|take| ("territory".to_owned(), take));
        let zones = self.zones.all().map(|take| ("zones".to_owned(), take));
        let observed = self.observed_structure.iter().flat_map(ObservedTakes::all);
        let observed = observed.map(|take| ("observed_structure".to_owned(), take));
        fields.chain(external_id).chain(identifiers).chain(territory).chain(zones).chain(observed)
    }
}

fn invalid(what: String) -> super::Fault {
    // In full: it shows where in the mapping file.
    Problem { value: Some(what), ..Problem::error(ProblemCode::MappingInvalid) }.into()
}
