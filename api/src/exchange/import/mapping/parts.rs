//! What a mapping says beside its fields.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Take;
use crate::exchange::import::encoding::Encoding;

/// What becomes of the name of a structure that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOnUpdate {
    /// It takes the name of the row.
    #[default]
    Replace,
    /// It keeps its name; the row's joins its other names. For files with several rows per structure.
    Add,
}

/// How to read the file; what is left out is found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileOptions {
    /// Encoding of a CSV file.
    pub encoding: Option<Encoding>,
    /// Separator of a CSV file.
    pub separator: Option<Separator>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The row of the header, from 1.
    pub header_row: u64,
    /// Columns whose empty cells repeat the one above.
    pub fill_down: Vec<String>,
    /// Cells that mean empty.
    pub empty_values: Vec<String>,
}

impl Default for FileOptions {
    fn default() -> Self {
        let (fill_down, empty_values) = (Vec::new(), Vec::new());
        Self { encoding: None, separator: None, sheet: None, header_row: 1, fill_down, empty_values }
    }
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Separator {
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// `|`
    #[serde(rename = "|")]
    Bar,
    /// Tabulation.
    #[serde(rename = "tab", alias = "\t")]
    Tab,
}

impl Separator {
    /// As a byte.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Bar => b'|',
            Self::Tab => b'\t',
        }
    }
}

/// Under what the data may be shown to others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorisation {
    /// The basis; files only carry open data.
    pub basis: Basis,
    /// Who published the data, under what title.
    pub source: String,
    /// The licence it is published under: a code of the vocabulary `licence`.
    pub licence: String,
}

/// The basis of an authorisation that a mapping can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Basis {
    /// Published under an open licence.
    #[serde(rename = "OPEN_DATA")]
    OpenData,
}

/// A kind of row that is no record: all that is said must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipRule {
    /// What the report says.
    pub reason: String,
    /// The column looked at.
    pub column: String,
    /// What its cell is.
    pub is: Option<CellIs>,
    /// What its cell equals; compared folded.
    #[serde(default)]
    pub equals: Vec<String>,
    /// What its cell starts with; compared folded.
    #[serde(default)]
    pub starts_with: Vec<String>,
}

/// What a cell may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellIs {
    /// Nothing but spaces.
    Empty,
    /// Something.
    Filled,
    /// A number, French or not.
    Numeric,
    /// Filled with something else than a number.
    NotNumeric,
}

/// What tells a territory.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TerritoryTakes {
    /// INSEE code of the commune.
    pub commune_code: Option<Take>,
    /// Name of the commune.
    pub commune: Option<Take>,
    /// Postal code beside the name.
    pub postal_code: Option<Take>,
    /// SIREN of the EPCI.
    pub epci: Option<Take>,
    /// Code or name of the département.
    pub departement: Option<Take>,
    /// Code or name of the région.
    pub region: Option<Take>,
}

/// What tells the structure an observation is about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservedTakes {
    /// The system of its external id; otherwise the mapping's.
    pub system: Option<String>,
    /// Its external id in that system.
    pub external_id: Option<Take>,
    /// Its name.
    pub name: Option<Take>,
    /// Its identifiers, by scheme.
    #[serde(default)]
    pub identifiers: BTreeMap<String, Take>,
}

impl TerritoryTakes {
    pub(super) fn all(&self) -> impl Iterator<Item = &Take> {
        let Self { commune_code, commune, postal_code, epci, departement, region } = self;
        [commune_code, commune, postal_code, epci, departement, region].into_iter().flatten()
    }
}

impl ObservedTakes {
    pub(super) fn all(&self) -> impl Iterator<Item = &Take> {
        self.external_id.iter().chain(&self.name).chain(self.identifiers.values())
    }
}
