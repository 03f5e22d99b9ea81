//! The directory.

use anyhow::{Context, Result};
use chrono::TimeDelta;
use entity::{StructureId, TermId};
use maillage::db::{fold, sort_key};
use rand::Rng;
use sea_orm::Value;
use serde_json::json;

use super::Making;
use super::chance::{Weighted, happens};
use super::fill::put;
use super::observations::Terms;
use super::places::{Commune, Department};

/// An organisation of the directory.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Its id.
    pub id: StructureId,
    /// Where it is.
    pub seat: Commune,
    /// Its main sector.
    pub sector: TermId,
}

impl Making<'_> {
    /// So many of them, where people live.
    pub(super) async fn structures(
        &mut self,
        count: usize,
        places: &Weighted<Department>,
        terms: &Terms,
    ) -> Result<Vec<Structure>> {
        let mut structures = Vec::with_capacity(count);
        let mut rows = Vec::with_capacity(count);
        for number in 0..count {
            let department = places.draw(&mut self.random).context("no département")?;
            let seat = department.communes.draw(&mut self.random).context("no commune")?.clone();
            let sector = *terms.sector.draw(&mut self.random).context("no sector")?;
            let structure = Structure { id: self.world.id(), seat, sector };
            rows.push(self.row(number, &structure, terms)?);
            structures.push(structure);
        }
        put(self.db, "structure", &COLUMNS, rows).await?;
        Ok(structures)
    }

    fn row(&mut self, number: usize, structure: &Structure, terms: &Terms) -> Result<Vec<Value>> {
        let random = &mut self.random;
        let what = ["Compagnie", "Théâtre", "Festival", "Association", "Atelier", "Collectif"];
        let what = what.get(random.random_range(0..what.len())).copied().unwrap_or_default();
        let name = format!("{what} de {} n° {number} (fictif)", structure.seat.name);
        let added = self.start + TimeDelta::minutes(random.random_range(0..1_400 * 24 * 60));
        let restricted = happens(random, 2);
        let shared = if restricted { structure.seat.department } else { structure.seat.id };
        Ok(vec![
            structure.id.into(),
            name.as_str().into(),
            sort_key(&name).into(),
            json!([]).into(),
            fold(&name).into(),
            "Une organisation inventée pour mesurer le serveur.".into(),
            json!([format!("https://exemple.invalid/{number}")]).into(),
            structure.sector.into(),
            (*terms.kind.draw(random).context("no kind")?).into(),
            (*terms.stage.draw(random).context("no stage")?).into(),
            random.random_range(1950..2025).into(),
            structure.seat.id.into(),
            shared.into(),
            restricted.into(),
            1.into(),
            added.into(),
            added.into(),
        ])
    }
}

const COLUMNS: [&str; 17] = [
    "id",
    "name",
    "sort_key",
    "other_names",
    "search_folded",
    "description",
    "web",
    "main_sector_id",
    "organisation_kind_id",
    "career_stage_id",
    "creation_year",
    "territory_id",
    "shared_territory_id",
    "restricted",
    "version",
    "created_at",
    "updated_at",
];
