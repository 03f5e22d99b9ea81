//! Puts reference data into the database: shipped with the binary, or a newer vintage from a folder.
//!
//! Ids are made of the key (kind, code, vintage), so that every deployment and every replica gives a
//! territory or a term the same id, and loading twice changes nothing.

use std::collections::HashMap;

use entity::{TermId, TerritoryId, TerritoryKind, VocabularyId};
use sea_orm::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::source::{
    AliasSource, CogSource, SchemeSource, TermSource, TerritoryKind as Level, TerritorySource, embedded_cog,
    embedded_schemes,
};
use crate::db::{Db, Sql, Tx, fold, insert_rows, sort_key, write_tx};
use crate::error::{Error, Result};

/// Year of the COG inside the binary.
const SHIPPED_VINTAGE: i32 = 2026;

impl From<Level> for TerritoryKind {
    fn from(level: Level) -> Self {
        match level {
            Level::Country => Self::Country,
            Level::Region => Self::Region,
            Level::Department => Self::Department,
            Level::Epci => Self::Epci,
            Level::Commune => Self::Commune,
        }
    }
}

/// Loads what the binary ships and the database lacks.
pub async fn load_shipped(db: &Db) -> anyhow::Result<()> {
    let vocabularies = embedded_schemes()?;
    load_vocabularies(db, &vocabularies).await.map_err(Error::into_anyhow)?;
    let mut known = Sql::new("select 1 from territory where kind = 'COUNTRY' and vintage = ");
    known.bind(SHIPPED_VINTAGE);
    let known = known.first(db.reader()).await.map_err(Error::into_anyhow)?;
    if known.is_none() {
        load_cog(db, &embedded_cog()?).await.map_err(Error::into_anyhow)?;
    }
    Ok(())
}

/// Loads a vintage of the COG beside those that are there; does nothing when it is there already.
pub async fn load_cog(db: &Db, cog: &CogSource) -> Result<()> {
    let places = &Places::of(cog);
    write_tx(db, |tx| async move {
        let mut known = Sql::new("select 1 from territory where vintage = ");
        known.bind(places.vintage).push(" and kind = 'COUNTRY'");
        if known.first(&*tx).await?.is_none() {
            places.insert(&tx, cog).await?;
        }
        Ok(())
    })
    .await
}

struct Places {
    vintage: i32,
    /// For an EPCI: its département and its région, where all its communes share one.
    epci: HashMap<String, (Option<String>, Option<String>)>,
}

impl Places {
    fn of(cog: &CogSource) -> Self {
        let mut epci: HashMap<String, (Option<String>, Option<String>)> = HashMap::new();
        for commune in &cog.territories {
            let Some(code) = &commune.epci else { continue };
            let place = (commune.department.clone(), commune.region.clone());
            let shared = epci.entry(code.clone()).or_insert_with(|| place.clone());
            shared.0 = shared.0.take().filter(|department| Some(department) == place.0.as_ref());
            shared.1 = shared.1.take().filter(|region| Some(region) == place.1.as_ref());
        }
        Self { vintage: i32::from(cog.year), epci }
    }

    fn id(&self, kind: TerritoryKind, code: &str) -> TerritoryId {
        TerritoryId(key_id(&format!("territory:{}:{code}:{}", kind.as_str(), self.vintage)))
    }

    async fn insert(&self, tx: &Tx, cog: &CogSource) -> Result<()> {
        let columns = &[
            "id",
            "kind",
            "code",
            "vintage",
            "name",
            "name_folded",
            "sort_key",
            "population",
            "postal_codes",
            "epci_id",
            "department_id",
            "region_id",
            "country_id",
        ];
        let rows = cog.territories.iter().map(|territory| self.row(territory)).collect();
        insert_rows(&**tx, "territory", columns, rows).await?;
        self.insert_closure(tx).await?;
        let columns = &["kind", "code", "vintage", "reason", "name", "name_folded", "territory_id"];
        insert_rows(&**tx, "territory_alias", columns, self.aliases(cog)).await
    }

    fn row(&self, territory: &TerritorySource) -> Vec<Value> {
        let [epci, department, region, country] = self.ancestors(territory);
        vec![
            self.id(territory.kind.into(), &territory.code).into(),
            territory.kind.as_str().into(),
            territory.code.as_str().into(),
            self.vintage.into(),
            territory.name.as_str().into(),
            fold(&territory.name).into(),
            sort_key(&territory.name).into(),
            territory.population.and_then(|inhabitants| i64::try_from(inhabitants).ok()).into(),
            territory.postal_codes.join(" ").into(),
            epci.into(),
            department.into(),
            region.into(),
            country.into(),
        ]
    }

    /// EPCI, département, région, country; itself is none of them.
    fn ancestors(&self, territory: &TerritorySource) -> [Option<TerritoryId>; 4] {
        let shared = self.epci.get(&territory.code).filter(|_| territory.kind == Level::Epci);
        let department = shared.map_or(&territory.department, |place| &place.0);
        let region = shared.map_or(&territory.region, |place| &place.1);
        let id = |kind, code: &Option<String>| {
            let code = code.as_ref().filter(|_| kind < territory.kind.into())?;
            Some(self.id(kind, code))
        };
        [
            territory.epci.as_ref().map(|code| self.id(TerritoryKind::Epci, code)),
            id(TerritoryKind::Department, department),
            id(TerritoryKind::Region, region),
            id(TerritoryKind::Country, &Some("FR".to_owned())),
        ]
    }

    /// Each territory contains itself, and is contained in each of the four that its row names.
    async fn insert_closure(&self, tx: &Tx) -> Result<()> {
        for ancestor in ["id", "epci_id", "department_id", "region_id", "country_id"] {
            let mut sql = Sql::new(format!(
                "insert into territory_closure (ancestor_id, descendant_id) \
                 select {ancestor}, id from territory where {ancestor} is not null and vintage = "
            ));
            sql.bind(self.vintage).push(" order by 1, 2");
            sql.run(&**tx).await?;
        }
        Ok(())
    }

    fn aliases(&self, cog: &CogSource) -> Vec<Vec<Value>> {
        let names: HashMap<&str, &str> = cog
            .territories
            .iter()
            .filter(|territory| territory.kind == Level::Commune)
            .map(|commune| (commune.code.as_str(), commune.name.as_str()))
            .collect();
        let row = |alias: &AliasSource| {
            let name = alias.name.as_deref().or_else(|| names.get(alias.current.as_str()).copied());
            let name = name.unwrap_or_default();
            vec![
                TerritoryKind::Commune.as_str().into(),
                alias.code.as_str().into(),
                self.vintage.into(),
                alias.kind.as_str().into(),
                name.into(),
                fold(name).into(),
                self.id(TerritoryKind::Commune, &alias.current).into(),
            ]
        };
        cog.aliases.iter().map(row).collect()
    }
}

/// Loads the vocabularies that are not there yet, and their matches.
pub async fn load_vocabularies(db: &Db, schemes: &[SchemeSource]) -> Result<()> {
    write_tx(db, |tx| async move {
        let mut fresh = Vec::new();
        for scheme in schemes {
            let mut known = Sql::new("select 1 from vocabulary where id = ");
            known.bind(vocabulary_id(scheme));
            if known.first(&*tx).await?.is_none() {
                insert_scheme(&tx, scheme).await?;
                fresh.push(scheme);
            }
        }
        let versions: HashMap<&str, &str> =
            schemes.iter().map(|scheme| (scheme.code.as_str(), scheme.version.as_str())).collect();
        let matches = fresh.into_iter().flat_map(|scheme| matches(scheme, &versions)).collect();
        insert_rows(&*tx, "term_match", &["term_id", "target_id", "kind"], matches).await
    })
    .await
}

async fn insert_scheme(tx: &Tx, scheme: &SchemeSource) -> Result<()> {
    let columns = &["id", "scheme", "version", "title_fr", "title_en", "uri", "source", "licence"];
    let row = vec![
        vocabulary_id(scheme).into(),
        scheme.code.as_str().into(),
        scheme.version.as_str().into(),
        scheme.label_fr.as_str().into(),
        scheme.label_en.as_str().into(),
        scheme.uri.clone().into(),
        scheme.source.as_str().into(),
        scheme.licence.as_str().into(),
    ];
    insert_rows(&**tx, "vocabulary", columns, vec![row]).await?;
    let columns = &[
        "id",
        "vocabulary_id",
        "scheme",
        "code",
        "label_fr",
        "label_en",
        "label_folded",
        "sort_key",
        "broader_id",
        "valid_from",
        "valid_to",
        "replaced_by_id",
        "notes",
    ];
    // A term stands behind those it names, so that each statement finds what it refers to.
    let rows = scheme.terms.iter().map(|term| term_row(scheme, term)).collect();
    insert_rows(&**tx, "term", columns, rows).await
}

fn term_row(scheme: &SchemeSource, term: &TermSource) -> Vec<Value> {
    let id = |code: &str| term_id(&scheme.code, &scheme.version, code);
    vec![
        id(&term.code).into(),
        vocabulary_id(scheme).into(),
        scheme.code.as_str().into(),
        term.code.as_str().into(),
        term.label_fr.as_str().into(),
        term.label_en.as_str().into(),
        format!("{} {}", fold(&term.label_fr), fold(&term.label_en)).into(),
        sort_key(&term.label_fr).into(),
        term.broader.as_deref().map(id).into(),
        term.valid_from.into(),
        term.valid_to.into(),
        term.replaced_by.as_deref().map(id).into(),
        term.notes.clone().into(),
    ]
}

fn matches(scheme: &SchemeSource, versions: &HashMap<&str, &str>) -> Vec<Vec<Value>> {
    let row = |found: &super::source::MatchSource| {
        let version = versions.get(found.scheme.as_str())?;
        let target = term_id(&found.scheme, version, &found.code);
        let term = term_id(&scheme.code, &scheme.version, &found.term);
        Some(vec![term.into(), target.into(), found.kind.as_str().into()])
    };
    scheme.matches.iter().filter_map(row).collect()
}

fn vocabulary_id(scheme: &SchemeSource) -> VocabularyId {
    VocabularyId(key_id(&format!("vocabulary:{}:{}", scheme.code, scheme.version)))
}

/// The id of a shipped term.
pub fn term_id(scheme: &str, version: &str, code: &str) -> TermId {
    TermId(key_id(&format!("term:{scheme}:{version}:{code}")))
}

/// A UUIDv8 (RFC 9562, 5.8) of the SHA-256 of a key.
fn key_id(key: &str) -> Uuid {
    let hash = Sha256::digest(key);
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
