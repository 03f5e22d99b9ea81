use maillage::reference::source::{CogSource, TerritorySource, embedded_cog};

/// Départements whose communes the tests know: Loire-Atlantique, Ain, Guadeloupe.
const DEPARTMENTS: [&str; 3] = ["44", "01", "971"];

/// Redon Agglomération, across three départements and two régions.
const EPCI: &str = "243500741";

/// All régions and départements, and the communes and EPCI of a few.
pub fn cog() -> CogSource {
    let mut cog = embedded_cog().unwrap();
    let kept = |territory: &TerritorySource| {
        let department = territory.department.as_deref().is_none_or(|code| DEPARTMENTS.contains(&code));
        department || territory.epci.as_deref() == Some(EPCI)
    };
    cog.territories.retain(kept);
    let known: Vec<String> = cog.territories.iter().filter_map(|commune| commune.epci.clone()).collect();
    cog.territories.retain(|territory| territory.epci_kind.is_none() || known.contains(&territory.code));
    let communes: Vec<String> = cog.territories.iter().map(|territory| territory.code.clone()).collect();
    cog.aliases.retain(|alias| communes.contains(&alias.current));
    cog
}
