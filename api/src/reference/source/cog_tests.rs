use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::*;

fn shipped() -> CogSource {
    embedded_cog().unwrap()
}

fn of(cog: &CogSource, kind: TerritoryKind) -> Vec<&TerritorySource> {
    cog.territories.iter().filter(|territory| territory.kind == kind).collect()
}

fn named<'a>(cog: &'a CogSource, kind: TerritoryKind, code: &str) -> &'a TerritorySource {
    cog.territories.iter().find(|t| (t.kind, t.code.as_str()) == (kind, code)).unwrap()
}

#[test]
fn the_whole_cog_of_2026_is_there() {
    let cog = shipped();
    let counts = [
        (TerritoryKind::Country, 1),
        (TerritoryKind::Region, 26),
        (TerritoryKind::Department, 109),
        (TerritoryKind::Epci, 1_255),
        (TerritoryKind::Commune, 34_969),
    ];
    assert_eq!(cog.year, 2026);
    for (kind, count) in counts {
        assert_eq!(of(&cog, kind).len(), count, "{kind:?}");
    }
}

#[test]
fn the_old_codes_lead_to_communes_of_today() {
    let cog = shipped();
    let count = |kind| cog.aliases.iter().filter(|alias| alias.kind == kind).count();
    let living = [AliasKind::Delegated, AliasKind::Associated, AliasKind::MunicipalArrondissement].map(count);
    assert_eq!(living, [2_105, 471, 45]);
    assert_eq!(living.iter().sum::<usize>(), 2_621);
    assert_eq!(count(AliasKind::Former), 2_248);
}

#[test]
fn a_code_may_be_both_current_and_old_and_then_names_the_same_commune() {
    let cog = shipped();
    let current: HashSet<&str> = of(&cog, TerritoryKind::Commune).iter().map(|c| c.code.as_str()).collect();
    let both: Vec<_> = cog.aliases.iter().filter(|alias| current.contains(alias.code.as_str())).collect();
    assert_eq!(both.len(), 584);
    assert!(both.iter().all(|alias| alias.code == alias.current && alias.kind == AliasKind::Delegated));
}

#[test]
fn an_old_code_leads_to_one_commune_only() {
    let cog = shipped();
    let codes: HashSet<&str> = cog.aliases.iter().map(|alias| alias.code.as_str()).collect();
    assert_eq!(codes.len(), cog.aliases.len());
    let lamarche = cog.aliases.iter().find(|alias| alias.code == "55273").unwrap();
    assert_eq!((lamarche.current.as_str(), lamarche.kind), ("55386", AliasKind::Associated));
}

#[test]
fn a_code_alone_is_no_key() {
    let cog = shipped();
    assert_eq!(named(&cog, TerritoryKind::Region, "01").name, "Guadeloupe");
    assert_eq!(named(&cog, TerritoryKind::Department, "01").name, "Ain");
    assert_eq!(
        named(&cog, TerritoryKind::Region, "975").name,
        named(&cog, TerritoryKind::Department, "975").name
    );
}

#[test]
fn what_communes_lack_is_counted() {
    let cog = shipped();
    let communes = of(&cog, TerritoryKind::Commune);
    let without = |lacks: fn(&TerritorySource) -> bool| communes.iter().filter(|c| lacks(c)).count();
    assert_eq!(without(|c| c.epci.is_none()), 98);
    assert_eq!(without(|c| c.population.is_none()), 6);
    assert_eq!(without(|c| c.postal_codes.is_empty()), 5);
    assert_eq!(without(|c| c.region.is_none() || c.department.is_none()), 0);
}

#[test]
fn an_epci_may_span_departements_and_regions() {
    let cog = shipped();
    let mut spans: HashMap<&str, (HashSet<&str>, HashSet<&str>)> = HashMap::new();
    for commune in of(&cog, TerritoryKind::Commune) {
        let Some(epci) = &commune.epci else { continue };
        let (departments, regions) = spans.entry(epci).or_default();
        departments.extend(commune.department.as_deref());
        regions.extend(commune.region.as_deref());
    }
    assert_eq!(spans.len(), 1_255);
    assert_eq!(spans.values().filter(|(departments, _)| departments.len() > 1).count(), 89);
    assert_eq!(spans.values().filter(|(_, regions)| regions.len() > 1).count(), 26);
}

#[test]
fn populations_add_up_to_the_country() {
    let cog = shipped();
    let sum = |kind| of(&cog, kind).iter().filter_map(|t| t.population).sum::<u64>();
    for kind in [TerritoryKind::Country, TerritoryKind::Region, TerritoryKind::Department] {
        assert_eq!(sum(kind), sum(TerritoryKind::Commune), "{kind:?}");
    }
}

#[test]
fn a_commune_carries_all_that_an_import_looks_for() {
    let cog = shipped();
    let lyon = named(&cog, TerritoryKind::Commune, "69123");
    assert_eq!(lyon.name, "Lyon");
    assert_eq!((lyon.region.as_deref(), lyon.department.as_deref()), (Some("84"), Some("69")));
    assert_eq!(lyon.postal_codes.len(), 9);
    let metropolis = named(&cog, TerritoryKind::Epci, lyon.epci.as_deref().unwrap());
    assert_eq!(metropolis.epci_kind.as_deref(), Some("MET69"));
}

#[test]
fn the_same_folder_is_read_from_a_disk() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/cog-2026");
    let (disk, shipped) = (cog_in(&folder).unwrap(), shipped());
    assert_eq!(format!("{disk:?}"), format!("{shipped:?}"));
}

#[test]
fn a_folder_that_is_not_there_is_told_by_its_first_file() {
    let error = cog_in(Path::new("/nowhere")).unwrap_err();
    assert_eq!(error.to_string(), "vintage.toml cannot be read");
}

/// The shipped folder with one file replaced.
fn damaged(file: &str, bytes: &'static [u8]) -> SourceError {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/cog-2026");
    let files = |name: &str| match name {
        name if name == file => Ok(bytes.into()),
        name => table::on_disk(&folder, name),
    };
    cog_read::read(&files).unwrap_err()
}

fn packed(table: &str) -> &'static [u8] {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, table.as_bytes()).unwrap();
    encoder.finish().unwrap().leak()
}

#[test]
fn a_table_that_is_cut_off_or_lacks_a_column_is_refused() {
    let whole = packed("code\tname\tpopulation\n11\tÎle-de-France\t1\n");
    let cut = whole.split_at(whole.len() / 2).0;
    assert!(matches!(damaged("regions.tsv.gz", cut), SourceError::Unreadable { .. }));
    let narrow = damaged("regions.tsv.gz", packed("code\n11\n"));
    assert_eq!(narrow.to_string(), "regions.tsv.gz is no table of this form");
}

#[test]
fn a_vintage_that_contradicts_itself_is_refused() {
    let orphan = "code\tname\tdepartment\tepci\tpopulation\tpostal_codes\n01001\tX\t00\t\t\t\n";
    let said = damaged("communes.tsv.gz", packed(orphan)).to_string();
    assert_eq!(said, "communes.tsv.gz: 01001 lies in a territory that is not there");

    let twice =
        "code\tname\tdepartment\tepci\tpopulation\tpostal_codes\n01001\tX\t01\t\t\t\n01001\tY\t01\t\t\t\n";
    let said = damaged("communes.tsv.gz", packed(twice)).to_string();
    assert_eq!(said, "communes.tsv.gz: 01001 stands twice");

    let misshapen = "code\tname\tdepartment\tepci\tpopulation\tpostal_codes\n1001\tX\t01\t\t\t\n";
    let said = damaged("communes.tsv.gz", packed(misshapen)).to_string();
    assert_eq!(said, "communes.tsv.gz: 1001 has a code of another shape");

    let astray = "code\tkind\tname\tcurrent\n01015\tDELEGATED\tX\t00000\n";
    let said = damaged("aliases.tsv.gz", packed(astray)).to_string();
    assert_eq!(said, "aliases.tsv.gz: 01015 leads to 00000, which is no commune");
}
