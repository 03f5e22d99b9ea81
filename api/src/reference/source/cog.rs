//! The *code officiel géographique* of one year: `data/cog-YEAR`, whose README says what each column holds.

use serde::Deserialize;

/// The territories of one vintage.
#[derive(Debug, Clone)]
pub struct CogSource {
    /// Year of the *code officiel géographique*: part of each territory's key.
    pub year: u16,
    /// Who publishes it, as it must be cited.
    pub source: String,
    /// The package the tables were made from.
    pub package: String,
    /// Page of the publisher.
    pub uri: String,
    /// Under which it may be reused.
    pub licence: String,
    /// From the country down to the communes: what contains a territory stands before it.
    pub territories: Vec<TerritorySource>,
    /// Codes that are not, or not only, those of a commune of today; sorted by code.
    pub aliases: Vec<AliasSource>,
}

/// The levels of territory that the *code officiel géographique* and the list of EPCI give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TerritoryKind {
    /// France as a whole, code `FR`.
    Country,
    /// Région, or overseas collectivité under the code of its département.
    Region,
    /// Département, or overseas collectivité.
    Department,
    /// *Établissement public de coopération intercommunale à fiscalité propre*.
    Epci,
    /// Commune of today.
    Commune,
}

impl TerritoryKind {
    /// The kind as it is stored and shown: `COUNTRY`, `REGION`, `DEPARTMENT`, `EPCI`, `COMMUNE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Country => "COUNTRY",
            Self::Region => "REGION",
            Self::Department => "DEPARTMENT",
            Self::Epci => "EPCI",
            Self::Commune => "COMMUNE",
        }
    }
}

/// A territory; (`kind`, `code`) is its key within the vintage, never the code alone.
#[derive(Debug, Clone)]
pub struct TerritorySource {
    /// Its level.
    pub kind: TerritoryKind,
    /// INSEE code, SIREN of an EPCI, or `FR`.
    pub code: String,
    /// In French.
    pub name: String,
    /// Code of the région of a département or a commune. An EPCI has none of its own: see its communes.
    pub region: Option<String>,
    /// Code of the département of a commune.
    pub department: Option<String>,
    /// SIREN of the EPCI of a commune; 98 communes of 2026 are in none.
    pub epci: Option<String>,
    /// For an EPCI: `CC` (communauté de communes), `CA` (d'agglomération), `CU` (urbaine), `METRO` or `MET69`
    /// (métropole).
    pub epci_kind: Option<String>,
    /// Municipal population: of a commune as published, of any other territory the sum over its communes.
    pub population: Option<u64>,
    /// Of a commune. One postal code often serves several communes.
    pub postal_codes: Vec<String>,
}

/// Why a code leads to a commune of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AliasKind {
    /// *Commune déléguée* of a *commune nouvelle*; often under the very code of that commune.
    Delegated,
    /// *Commune associée*.
    Associated,
    /// Arrondissement of Paris, Lyon or Marseille.
    MunicipalArrondissement,
    /// Code out of use: the commune was merged or numbered anew.
    Former,
}

impl AliasKind {
    /// The kind as it is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => "DELEGATED",
            Self::Associated => "ASSOCIATED",
            Self::MunicipalArrondissement => "MUNICIPAL_ARRONDISSEMENT",
            Self::Former => "FORMER",
        }
    }
}

/// A code that leads to a commune of today. A code that is itself a commune of today means that commune first.
#[derive(Debug, Clone, Deserialize)]
pub struct AliasSource {
    /// The code found in older or finer data.
    pub code: String,
    /// Why it leads elsewhere.
    pub kind: AliasKind,
    /// What it named; unknown for [`AliasKind::Former`].
    pub name: Option<String>,
    /// Code of the commune of today.
    pub current: String,
}
