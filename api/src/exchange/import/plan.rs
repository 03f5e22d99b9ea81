//! A mapping fitted to the header of a file.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Result;
use super::cell_key::cell_key;
use super::field::{Field, Kind};
use super::mapping::{CellIs, Mapping, ObservedTakes, SkipRule, Take, TerritoryTakes};
use super::take::{Columns, Fitted, Tables};
use super::transform::Transform;

/// Everything needed to read a row.
pub struct Plan {
    pub kind: Kind,
    pub derived: bool,
    pub external_id: Vec<Fitted>,
    pub fields: HashMap<Field, Fitted>,
    pub identifiers: Vec<(String, Fitted)>,
    pub territory: FittedTerritory,
    pub zones: FittedTerritory,
    pub observed: Option<FittedObserved>,
    header: Vec<String>,
    empty: HashSet<String>,
    fill_down: Vec<usize>,
    skip: Vec<FittedSkip>,
}

/// What tells a territory, by the names of the claim's parts.
#[derive(Default)]
pub struct FittedTerritory {
    pub commune_code: Option<Fitted>,
    pub commune: Option<Fitted>,
    pub postal_code: Option<Fitted>,
    pub epci: Option<Fitted>,
    pub departement: Option<Fitted>,
    pub region: Option<Fitted>,
}

/// What tells the structure an observation is about.
pub struct FittedObserved {
    pub system: String,
    pub external_id: Option<Fitted>,
    pub name: Option<Fitted>,
    pub identifiers: Vec<(String, Fitted)>,
}

struct FittedSkip {
    reason: String,
    column: usize,
    is: Option<CellIs>,
    equals: Vec<String>,
    starts_with: Vec<String>,
}

/// Why a row is no record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// All its cells are empty.
    Blank,
    /// It says the header again.
    RepeatedHeader,
    /// A rule of the mapping, by its reason.
    Rule(String),
}

impl Skip {
    /// The code as reports print it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Blank => "BLANK_ROW",
            Self::RepeatedHeader => "REPEATED_HEADER",
            Self::Rule(_) => "SKIP_RULE",
        }
    }

    /// The words of the mapping.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Rule(reason) => Some(reason),
            Self::Blank | Self::RepeatedHeader => None,
        }
    }
}

impl Plan {
    /// Finds every column the mapping names.
    pub fn new(mapping: &Mapping, header: &[String]) -> Result<Self> {
        let columns = Columns::new(header.to_vec());
        let tables = Tables::new(&mapping.values);
        let fit = Fit { columns: &columns, tables: &tables };
        let observed = mapping.observed_structure.as_ref();
        Ok(Self {
            kind: mapping.kind,
            derived: mapping.derived,
            external_id: mapping
                .external_id
                .iter()
                .map(|take| fit.take("external_id", take))
                .collect::<Result<_>>()?,
            fields: mapping
                .fields
                .iter()
                .map(|entry| fit.field(mapping.kind, entry))
                .collect::<Result<_>>()?,
            identifiers: fit.identifiers(&mapping.identifiers)?,
            territory: fit.territory("territory", &mapping.territory)?,
            zones: fit.territory("zones", &mapping.zones)?,
            observed: observed.map(|takes| fit.observed(takes, &mapping.system)).transpose()?,
            header: header.to_vec(),
            empty: mapping.file.empty_values.iter().map(|value| cell_key(value)).collect(),
            fill_down: mapping.file.fill_down.iter().map(|name| columns.find(name)).collect::<Result<_>>()?,
            skip: mapping.skip.iter().map(|rule| fit.skip(rule)).collect::<Result<_>>()?,
        })
    }

    /// Trims cells and empties those that mean empty.
    pub fn clean(&self, cells: &mut [String]) {
        for cell in cells {
            if !self.empty.is_empty() && self.empty.contains(&cell_key(cell)) {
                cell.clear();
            }
            if cell.trim().len() != cell.len() {
                *cell = cell.trim().to_owned();
            }
        }
    }

    /// Whether the row says nothing, or the header again.
    pub fn is_no_row(&self, cells: &[String]) -> Option<Skip> {
        if cells.iter().all(String::is_empty) {
            return Some(Skip::Blank);
        }
        let repeated = cells.iter().zip(&self.header).all(|(cell, name)| cell.is_empty() || cell == name);
        repeated.then_some(Skip::RepeatedHeader)
    }

    /// Repeats the cells above, and remembers these for the row below.
    pub fn fill_down(&self, cells: &mut [String], above: &mut HashMap<usize, String>) {
        for at in &self.fill_down {
            let Some(cell) = cells.get_mut(*at) else { continue };
            if cell.is_empty() {
                cell.clone_from(above.entry(*at).or_default());
            } else {
                above.insert(*at, cell.clone());
            }
        }
    }

    /// The first rule that leaves the row out.
    pub fn skipped(&self, cells: &[String]) -> Option<Skip> {
        let rule =
            self.skip.iter().find(|rule| rule.holds(cells.get(rule.column).map_or("", String::as_str)))?;
        Some(Skip::Rule(rule.reason.clone()))
    }
}

impl FittedSkip {
    fn holds(&self, cell: &str) -> bool {
        let folded = cell_key(cell);
        self.is.is_none_or(|is| is.holds(cell))
            && (self.equals.is_empty() || self.equals.contains(&folded))
            && (self.starts_with.is_empty() || self.starts_with.iter().any(|start| folded.starts_with(start)))
    }
}

impl CellIs {
    fn holds(self, cell: &str) -> bool {
        let numeric = || Transform::Number.apply(cell).is_ok();
        match self {
            Self::Empty => cell.is_empty(),
            Self::Filled => !cell.is_empty(),
            Self::Numeric => numeric(),
            Self::NotNumeric => !cell.is_empty() && !numeric(),
        }
    }
}

/// What takes are fitted with.
struct Fit<'a> {
    columns: &'a Columns,
    tables: &'a Tables,
}

impl Fit<'_> {
    fn take(&self, field: &'static str, take: &Take) -> Result<Fitted> {
        Fitted::new(field, take, self.columns, self.tables)
    }

    fn option(&self, field: &'static str, take: Option<&Take>) -> Result<Option<Fitted>> {
        take.map(|take| self.take(field, take)).transpose()
    }

    fn field(&self, kind: Kind, (field, take): (&Field, &Take)) -> Result<(Field, Fitted)> {
        let mut fitted = self.take(field.as_str(), take)?;
        fitted.required |= kind.required().contains(field);
        Ok((*field, fitted))
    }

    fn identifiers(&self, takes: &BTreeMap<String, Take>) -> Result<Vec<(String, Fitted)>> {
        takes.iter().map(|(scheme, take)| Ok((scheme.clone(), self.take("identifiers", take)?))).collect()
    }

    fn territory(&self, field: &'static str, takes: &TerritoryTakes) -> Result<FittedTerritory> {
        Ok(FittedTerritory {
            commune_code: self.option(field, takes.commune_code.as_ref())?,
            commune: self.option(field, takes.commune.as_ref())?,
            postal_code: self.option(field, takes.postal_code.as_ref())?,
            epci: self.option(field, takes.epci.as_ref())?,
            departement: self.option(field, takes.departement.as_ref())?,
            region: self.option(field, takes.region.as_ref())?,
        })
    }

    fn observed(&self, takes: &ObservedTakes, system: &str) -> Result<FittedObserved> {
        Ok(FittedObserved {
            system: takes.system.clone().unwrap_or_else(|| system.to_owned()),
            external_id: self.option("observed_structure", takes.external_id.as_ref())?,
            name: self.option("observed_structure", takes.name.as_ref())?,
            identifiers: self.identifiers(&takes.identifiers)?,
        })
    }

    fn skip(&self, rule: &SkipRule) -> Result<FittedSkip> {
        let folded = |texts: &[String]| texts.iter().map(|text| cell_key(text)).collect();
        Ok(FittedSkip {
            reason: rule.reason.clone(),
            column: self.columns.find(&rule.column)?,
            is: rule.is,
            equals: folded(&rule.equals),
            starts_with: folded(&rule.starts_with),
        })
    }
}
