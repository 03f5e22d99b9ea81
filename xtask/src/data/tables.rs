//! From the package to the tables of `data/cog-YEAR`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

use super::package::{Commune, Package};

/// Every table as (file name, text).
pub fn tables(package: &Package) -> Result<Vec<(String, String)>> {
    let memberships = package.memberships();
    let regions_of: HashMap<&str, &str> = package
        .departments
        .iter()
        .map(|d| (d.code.as_str(), d.region.as_deref().unwrap_or_default()))
        .collect();
    let by_region = population(package, |c| regions_of.get(c.department.as_str()).copied());
    let by_department = population(package, |c| Some(c.department.as_str()));
    let by_epci = population(package, |c| memberships.get(c.code.as_str()).copied());

    let regions =
        package.regions.iter().map(|r| vec![r.code.clone(), r.name.clone(), cell(&by_region, &r.code)]);
    let departments = package.departments.iter().map(|d| {
        vec![
            d.code.clone(),
            d.name.clone(),
            d.region.clone().unwrap_or_default(),
            cell(&by_department, &d.code),
        ]
    });
    let epci = package
        .epci
        .iter()
        .map(|e| vec![e.code.clone(), e.name.clone(), e.kind.clone(), cell(&by_epci, &e.code)]);
    let communes = package.current().map(|c| commune_row(c, &memberships));
    Ok(vec![
        named("regions", text(&["code", "name", "population"], regions)?),
        named("departments", text(&["code", "name", "region", "population"], departments)?),
        named("epci", text(&["code", "name", "kind", "population"], epci)?),
        named(
            "communes",
            text(&["code", "name", "department", "epci", "population", "postal_codes"], communes)?,
        ),
        named("aliases", text(&["code", "kind", "name", "current"], alias_rows(package)?.into_iter())?),
    ])
}

/// What the tables are and where they come from.
pub fn vintage(year: u16, version: &str, integrity: &str, package: &Package) -> String {
    let population: u64 = package.current().filter_map(|c| c.population).sum();
    let mut text = format!("year = {year}\n");
    let _ = writeln!(text, "source = \"INSEE, code officiel géographique {year}; DGCL; La Poste\"");
    let _ = writeln!(text, "package = \"npm:{}@{version}\"", super::PACKAGE);
    let _ = writeln!(text, "integrity = \"{integrity}\"");
    let _ = writeln!(text, "uri = \"https://www.insee.fr/fr/information/2560452\"");
    let _ = writeln!(text, "licence = \"Licence Ouverte\"");
    let _ = writeln!(text, "country = {{ code = \"FR\", name = \"France\", population = {population} }}");
    text
}

/// Writes a table compressed, unless the file already holds this text: another version of the compressor gives
/// other bytes for the same text. Tells what was done.
pub fn write(file: &Path, table: &str) -> Result<&'static str> {
    if stored(file).is_some_and(|text| text == table) {
        return Ok("unchanged");
    }
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(table.as_bytes())?;
    std::fs::write(file, encoder.finish()?)?;
    Ok("written")
}

fn stored(file: &Path) -> Option<String> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).ok()?).read_to_string(&mut text).ok()?;
    Some(text)
}

fn named(name: &str, table: String) -> (String, String) {
    (format!("{name}.tsv.gz"), table)
}

fn commune_row(commune: &Commune, memberships: &HashMap<&str, &str>) -> Vec<String> {
    vec![
        commune.code.clone(),
        commune.name.clone(),
        commune.department.clone(),
        memberships.get(commune.code.as_str()).copied().unwrap_or_default().to_owned(),
        commune.population.map(|p| p.to_string()).unwrap_or_default(),
        commune.postal_codes.join("|"),
    ]
}

/// The codes that lead to a commune of today: communes inside it, then former codes that name none of those.
/// Where the package gives two lineages for one code, the commune inside it tells the truth (its issue 58).
fn alias_rows(package: &Package) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for commune in package.communes.iter().filter(|c| !c.is_current()) {
        let current = commune.seat.as_ref().or(commune.city.as_ref());
        let current = current.with_context(|| format!("{} leads nowhere", commune.code))?;
        rows.push(alias(&commune.code, alias_kind(&commune.kind)?, &commune.name, current));
    }
    let known: HashSet<&str> = package.communes.iter().map(|c| c.code.as_str()).collect();
    for commune in package.current() {
        let former = commune.former_codes.iter().filter(|code| !known.contains(code.as_str()));
        rows.extend(former.map(|code| alias(code, "FORMER", "", &commune.code)));
    }
    rows.sort();
    Ok(rows)
}

fn alias(code: &str, kind: &str, name: &str, current: &str) -> Vec<String> {
    [code, kind, name, current].map(str::to_owned).to_vec()
}

fn alias_kind(kind: &str) -> Result<&'static str> {
    Ok(match kind {
        "commune-deleguee" => "DELEGATED",
        "commune-associee" => "ASSOCIATED",
        "arrondissement-municipal" => "MUNICIPAL_ARRONDISSEMENT",
        other => bail!("a kind of commune that the tables do not know: {other}"),
    })
}

/// Population of each group: the sum over its communes, absent where none of them has a figure.
fn population<'a>(
    package: &'a Package,
    group: impl Fn(&'a Commune) -> Option<&'a str>,
) -> BTreeMap<&'a str, u64> {
    let mut sums = BTreeMap::new();
    for commune in package.current() {
        if let (Some(code), Some(people)) = (group(commune), commune.population) {
            *sums.entry(code).or_insert(0) += people;
        }
    }
    sums
}

fn cell(sums: &BTreeMap<&str, u64>, code: &str) -> String {
    sums.get(code).map(ToString::to_string).unwrap_or_default()
}

fn text(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    let bytes = writer.into_inner().context("a table held in memory")?;
    String::from_utf8(bytes).context("a table in UTF-8")
}
