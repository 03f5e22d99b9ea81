//! From the files of `data/cog-YEAR` to a [`CogSource`].

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::table::{self, Files};
use super::{CogSource, SourceError, TerritoryKind, TerritorySource, cog_check};

/// Reads a vintage from a folder of the form of `data/cog-2026`.
pub fn cog_in(folder: &Path) -> Result<CogSource, SourceError> {
    read(&|file| table::on_disk(folder, file))
}

pub(super) fn read(files: Files<'_>) -> Result<CogSource, SourceError> {
    let vintage: Vintage = table::toml("vintage.toml", &files("vintage.toml")?)?;
    let regions: Vec<Region> = rows(files, "regions.tsv.gz")?;
    let departments: Vec<Department> = rows(files, "departments.tsv.gz")?;
    let epci: Vec<Epci> = rows(files, "epci.tsv.gz")?;
    let communes: Vec<Commune> = rows(files, "communes.tsv.gz")?;
    let regions_of: HashMap<String, String> =
        departments.iter().map(|d| (d.code.clone(), d.region.clone())).collect();

    let mut territories = vec![vintage.country.into()];
    territories.extend(regions.into_iter().map(TerritorySource::from));
    territories.extend(departments.into_iter().map(TerritorySource::from));
    territories.extend(epci.into_iter().map(TerritorySource::from));
    territories.extend(communes.into_iter().map(|commune| commune.located(&regions_of)));
    let cog = CogSource {
        year: vintage.year,
        source: vintage.source,
        package: vintage.package,
        uri: vintage.uri,
        licence: vintage.licence,
        territories,
        aliases: rows(files, "aliases.tsv.gz")?,
    };
    cog_check::check(&cog)?;
    Ok(cog)
}

fn rows<R: DeserializeOwned>(files: Files<'_>, file: &str) -> Result<Vec<R>, SourceError> {
    table::rows(file, &files(file)?)
}

#[derive(Deserialize)]
struct Vintage {
    year: u16,
    source: String,
    package: String,
    uri: String,
    licence: String,
    country: Country,
}

#[derive(Deserialize)]
struct Country {
    code: String,
    name: String,
    population: Option<u64>,
}

#[derive(Deserialize)]
struct Region {
    code: String,
    name: String,
    population: Option<u64>,
}

#[derive(Deserialize)]
struct Department {
    code: String,
    name: String,
    region: String,
    population: Option<u64>,
}

#[derive(Deserialize)]
struct Epci {
    code: String,
    name: String,
    kind: String,
    population: Option<u64>,
}

#[derive(Deserialize)]
struct Commune {
    code: String,
    name: String,
    department: String,
    epci: Option<String>,
    population: Option<u64>,
    postal_codes: String,
}

impl TerritorySource {
    fn new(kind: TerritoryKind, code: String, name: String, population: Option<u64>) -> Self {
        Self {
            kind,
            code,
            name,
            region: None,
            department: None,
            epci: None,
            epci_kind: None,
            population,
            postal_codes: Vec::new(),
        }
    }
}

impl From<Country> for TerritorySource {
    fn from(row: Country) -> Self {
        Self::new(TerritoryKind::Country, row.code, row.name, row.population)
    }
}

impl From<Region> for TerritorySource {
    fn from(row: Region) -> Self {
        Self::new(TerritoryKind::Region, row.code, row.name, row.population)
    }
}

impl From<Department> for TerritorySource {
    fn from(row: Department) -> Self {
        let territory = Self::new(TerritoryKind::Department, row.code, row.name, row.population);
        Self { region: Some(row.region), ..territory }
    }
}

impl From<Epci> for TerritorySource {
    fn from(row: Epci) -> Self {
        let territory = Self::new(TerritoryKind::Epci, row.code, row.name, row.population);
        Self { epci_kind: Some(row.kind), ..territory }
    }
}

impl Commune {
    fn located(self, regions_of: &HashMap<String, String>) -> TerritorySource {
        let postal_codes = self.postal_codes.split('|').filter(|code| !code.is_empty());
        TerritorySource {
            region: regions_of.get(&self.department).cloned(),
            postal_codes: postal_codes.map(str::to_owned).collect(),
            epci: self.epci,
            department: Some(self.department),
            ..TerritorySource::new(TerritoryKind::Commune, self.code, self.name, self.population)
        }
    }
}
