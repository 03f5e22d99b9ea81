use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind};
use sea_orm::{ConnectionTrait, Value};

use super::key_id;
use crate::db::{Db, Sql, Tx, fold, insert_rows, sort_key, write_tx};
use crate::error::Result;
use crate::reference::source::{AliasSource, CogSource, TerritoryKind as Level, TerritorySource};

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

/// Loads a vintage of the COG beside those that are there; does nothing and says so when it is there already.
pub async fn load_cog(db: &Db, cog: &CogSource) -> Result<bool> {
    let vintage = &Vintage::of(cog);
    write_tx(db, |tx| async move {
        let fresh = !is_loaded(&*tx, vintage.year).await?;
        if fresh {
            vintage.insert(&tx, cog).await?;
        }
        Ok(fresh)
    })
    .await
}

/// Whether the vintage of a year is there.
pub(super) async fn is_loaded(db: &impl ConnectionTrait, year: i32) -> Result<bool> {
    let mut known = Sql::new("select 1 from territory where kind = 'COUNTRY' and vintage = ");
    known.bind(year);
    Ok(known.first(db).await?.is_some())
}

struct Vintage {
    year: i32,
    /// For an EPCI: its département and its région, where all its communes share one.
    epci: HashMap<String, (Option<String>, Option<String>)>,
}

impl Vintage {
    fn of(cog: &CogSource) -> Self {
        let mut epci: HashMap<String, (Option<String>, Option<String>)> = HashMap::new();
        for commune in &cog.territories {
            let Some(code) = &commune.epci else { continue };
            let place = (commune.department.clone(), commune.region.clone());
            let shared = epci.entry(code.clone()).or_insert_with(|| place.clone());
            shared.0 = shared.0.take().filter(|department| Some(department) == place.0.as_ref());
            shared.1 = shared.1.take().filter(|region| Some(region) == place.1.as_ref());
        }
        Self { year: i32::from(cog.year), epci }
    }

    fn id(&self, kind: TerritoryKind, code: &str) -> TerritoryId {
        TerritoryId(key_id(&format!("territory:{}:{code}:{}", kind.as_str(), self.year)))
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
            self.year.into(),
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
            sql.bind(self.year).push(" order by 1, 2");
            sql.run(&**tx).await?;
        }
        Ok(())
    }

    /// What a former code named is not published: such an alias has no name.
    fn aliases(&self, cog: &CogSource) -> Vec<Vec<Value>> {
        let row = |alias: &AliasSource| {
            let name = alias.name.as_deref().unwrap_or_default();
            vec![
                TerritoryKind::Commune.as_str().into(),
                alias.code.as_str().into(),
                self.year.into(),
                alias.kind.as_str().into(),
                name.into(),
                fold(name).into(),
                self.id(TerritoryKind::Commune, &alias.current).into(),
            ]
        };
        cog.aliases.iter().map(row).collect()
    }
}
