//! A vintage as a whole: every code named exists, and no key stands twice.

use std::collections::HashSet;

use super::{AliasSource, CogSource, SourceError, TerritoryKind, TerritorySource};
use crate::reference::code;

type Keys<'a> = HashSet<(TerritoryKind, &'a str)>;

pub(super) fn check(cog: &CogSource) -> Result<(), SourceError> {
    let mut keys = Keys::with_capacity(cog.territories.len());
    for territory in &cog.territories {
        if !well_shaped(territory) {
            return Err(wrong(territory, "has a code of another shape"));
        }
        if !keys.insert((territory.kind, &territory.code)) {
            return Err(wrong(territory, "stands twice"));
        }
        contained(territory, &keys)?;
    }
    cog.aliases.iter().try_for_each(|alias| leads_somewhere(alias, &keys))
}

fn well_shaped(territory: &TerritorySource) -> bool {
    match territory.kind {
        TerritoryKind::Country | TerritoryKind::Region | TerritoryKind::Department => {
            !territory.code.is_empty()
        }
        TerritoryKind::Epci => code::is_epci(&territory.code),
        TerritoryKind::Commune => code::is_commune(&territory.code),
    }
}

/// What contains a territory stands before it, so the keys met so far are enough.
fn contained(territory: &TerritorySource, keys: &Keys<'_>) -> Result<(), SourceError> {
    let containers = [
        (TerritoryKind::Region, &territory.region),
        (TerritoryKind::Department, &territory.department),
        (TerritoryKind::Epci, &territory.epci),
    ];
    for (kind, container) in containers {
        if container.as_ref().is_some_and(|code| !keys.contains(&(kind, code.as_str()))) {
            return Err(wrong(territory, "lies in a territory that is not there"));
        }
    }
    Ok(())
}

fn leads_somewhere(alias: &AliasSource, keys: &Keys<'_>) -> Result<(), SourceError> {
    if keys.contains(&(TerritoryKind::Commune, alias.current.as_str())) {
        return Ok(());
    }
    let what = format!("{} leads to {}, which is no commune", alias.code, alias.current);
    Err(SourceError::inconsistent("aliases.tsv.gz", what))
}

fn wrong(territory: &TerritorySource, what: &str) -> SourceError {
    let file = match territory.kind {
        TerritoryKind::Country => "vintage.toml",
        TerritoryKind::Region => "regions.tsv.gz",
        TerritoryKind::Department => "departments.tsv.gz",
        TerritoryKind::Epci => "epci.tsv.gz",
        TerritoryKind::Commune => "communes.tsv.gz",
    };
    SourceError::inconsistent(file, format!("{} {what}", territory.code))
}
