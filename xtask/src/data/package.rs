//! The JSON files of the package, as far as they are used.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub struct Package {
    pub regions: Vec<Division>,
    pub departments: Vec<Division>,
    pub epci: Vec<Epci>,
    pub communes: Vec<Commune>,
}

#[derive(Deserialize)]
pub struct Division {
    pub code: String,
    #[serde(rename = "nom")]
    pub name: String,
    pub region: Option<String>,
}

#[derive(Deserialize)]
pub struct Epci {
    pub code: String,
    #[serde(rename = "nom")]
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(rename = "membres")]
    pub members: Vec<Member>,
}

#[derive(Deserialize)]
pub struct Member {
    pub code: String,
}

/// A commune of today, or one that lives on inside another (`kind` tells).
#[derive(Deserialize)]
pub struct Commune {
    pub code: String,
    #[serde(rename = "nom")]
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(rename = "departement")]
    pub department: String,
    pub population: Option<u64>,
    #[serde(rename = "codesPostaux", default)]
    pub postal_codes: Vec<String>,
    #[serde(rename = "anciensCodes", default)]
    pub former_codes: Vec<String>,
    /// Code of the commune that holds a *déléguée* or an *associée*.
    #[serde(rename = "chefLieu")]
    pub seat: Option<String>,
    /// Code of the commune that holds an *arrondissement municipal*.
    #[serde(rename = "commune")]
    pub city: Option<String>,
}

impl Commune {
    pub fn is_current(&self) -> bool {
        self.kind == "commune-actuelle"
    }
}

impl Package {
    /// Reads the folder `data` of the package, each list sorted by code.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut package = Self {
            regions: read(folder, "regions.json")?,
            departments: read(folder, "departements.json")?,
            epci: read(folder, "epci.json")?,
            communes: read(folder, "communes.json")?,
        };
        package.regions.sort_by(|a, b| a.code.cmp(&b.code));
        package.departments.sort_by(|a, b| a.code.cmp(&b.code));
        package.epci.sort_by(|a, b| a.code.cmp(&b.code));
        package.communes.sort_by(|a, b| (&a.code, &a.kind).cmp(&(&b.code, &b.kind)));
        Ok(package)
    }

    pub fn current(&self) -> impl Iterator<Item = &Commune> {
        self.communes.iter().filter(|commune| commune.is_current())
    }

    /// From the code of a commune to the code of its EPCI.
    pub fn memberships<'a>(&'a self) -> HashMap<&'a str, &'a str> {
        let pairs =
            |epci: &'a Epci| epci.members.iter().map(|member| (member.code.as_str(), epci.code.as_str()));
        self.epci.iter().flat_map(pairs).collect()
    }
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T> {
    let file = File::open(folder.join(name)).with_context(|| format!("{name} is missing in the package"))?;
    serde_json::from_reader(BufReader::new(file)).with_context(|| name.to_owned())
}
