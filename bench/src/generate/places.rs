//! Where people live: communes by their population.

use std::collections::BTreeMap;

use anyhow::Result;
use entity::TerritoryId;
use maillage::db::{Db, Row, Sql};
use maillage::error::Error;

use super::chance::Weighted;

/// A commune.
#[derive(Clone, Debug)]
pub struct Commune {
    /// Its id.
    pub id: TerritoryId,
    /// Its name.
    pub name: String,
    /// Its département.
    pub department: TerritoryId,
    population: i64,
}

/// A département and its communes.
#[derive(Clone, Debug)]
pub struct Department {
    /// Its id.
    pub id: TerritoryId,
    /// Its région.
    pub region: TerritoryId,
    /// Its communes by population.
    pub communes: Weighted<Commune>,
    population: i64,
}

/// Départements by the root of their population: smaller ones have their member too.
pub async fn read(db: &Db) -> Result<Weighted<Department>> {
    let sql = Sql::new(
        "select id, name, department_id, region_id, coalesce(population, 0) from territory \
         where kind = 'COMMUNE' and department_id is not null and region_id is not null order by code, vintage",
    );
    let mut found: BTreeMap<TerritoryId, (TerritoryId, Vec<Commune>)> = BTreeMap::new();
    for mut row in sql.all(db.reader()).await.map_err(Error::into_anyhow)? {
        let (commune, region) = commune(&mut row).map_err(Error::into_anyhow)?;
        let department = found.entry(commune.department).or_insert_with(|| (region, Vec::new()));
        department.1.push(commune);
    }
    let departments = found.into_iter().map(|(id, (region, communes))| Department {
        id,
        region,
        population: communes.iter().map(|commune| commune.population).sum(),
        communes: Weighted::new(communes, |commune| people(commune.population)),
    });
    Ok(Weighted::new(departments.collect(), |department| people(department.population).sqrt()))
}

fn commune(row: &mut Row) -> Result<(Commune, TerritoryId), Error> {
    let (id, name) = (row.take()?, row.take()?);
    let (department, region) = (row.take()?, row.take()?);
    Ok((Commune { id, name, department, population: row.take()? }, region))
}

#[expect(clippy::cast_precision_loss, reason = "no commune has 2^53 people")]
fn people(population: i64) -> f64 {
    population as f64 + 1.0
}
