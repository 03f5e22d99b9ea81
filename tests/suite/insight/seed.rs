use std::collections::HashMap;

use entity::{MemberId, ObservationId, StructureId, TermId, TerritoryId, TerritoryKind, TypedId};
use maillage::db::{Sql, insert_rows, write_tx};
use maillage::error::Error;
use maillage::insight::cut::{self, Cut};
use maillage::reference::term_id;
use sea_orm::Value;
use serde_json::json;

use crate::harness::Network;

/// An observation to put into the database as it stands, whatever the rules would say of it.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    pub member: MemberId,
    pub structure: Option<StructureId>,
    pub theme: &'static str,
    pub sector: Option<&'static str>,
    pub territory: (TerritoryKind, &'static str),
    pub day: &'static str,
    pub intensity: i32,
    pub people: Option<i32>,
    pub visibility: &'static str,
    pub status: &'static str,
}

impl Seed {
    /// A confirmed observation of subsidies in Loire-Atlantique, January 2028, that members read.
    pub fn of(member: MemberId) -> Self {
        Self {
            member,
            structure: None,
            theme: "subventions",
            sector: Some("PERFORMING_ARTS"),
            territory: (TerritoryKind::Department, "44"),
            day: "2028-01-15",
            intensity: 3,
            people: None,
            visibility: "NETWORK",
            status: "CONFIRMED",
        }
    }

    /// The same, hidden in the figures.
    pub fn hidden(member: MemberId) -> Self {
        Self { visibility: "AGGREGATE_ONLY", ..Self::of(member) }
    }

    pub fn at(self, kind: TerritoryKind, code: &'static str) -> Self {
        Self { territory: (kind, code), ..self }
    }

    pub fn about(self, structure: StructureId) -> Self {
        Self { structure: Some(structure), ..self }
    }
}

const COLUMNS: &[&str] = &[
    "id",
    "member_id",
    "structure_id",
    "main_theme_id",
    "main_sector_id",
    "territory_id",
    "shared_territory_id",
    "method_id",
    "formulation_id",
    "observed_on",
    "month",
    "intensity",
    "people_concerned",
    "visibility",
    "status",
    "statement",
    "statement_folded",
    "identifiable",
    "sensitive",
    "derived",
    "authorised",
    "cut_visibility",
    "version",
    "created_at",
    "updated_at",
];

impl Network {
    /// Makes a cut.
    pub async fn cut(&self) -> Cut {
        cut::make(&self.db, &self.world).await.unwrap_or_else(|error| panic!("no cut: {error:?}"))
    }

    /// Puts observations into the database.
    pub async fn seed(&self, seeds: &[Seed]) -> Vec<ObservationId> {
        let territories = &self.territories(seeds).await;
        let ids: Vec<ObservationId> = seeds.iter().map(|_| self.world.id()).collect();
        let rows: Vec<Vec<Value>> =
            seeds.iter().zip(&ids).map(|(seed, id)| self.row(seed, *id, territories)).collect();
        self.put("observation", COLUMNS, rows).await;
        ids
    }

    /// So many structures of the directory, their seats unknown.
    pub async fn structures(&self, count: usize) -> Vec<StructureId> {
        self.directory(count, None).await
    }

    /// So many structures of the directory with their seats in a territory.
    pub async fn settled(&self, count: usize, territory: (TerritoryKind, &'static str)) -> Vec<StructureId> {
        self.directory(count, Some(self.territory_id(territory).await)).await
    }

    async fn directory(&self, count: usize, seat: Option<TerritoryId>) -> Vec<StructureId> {
        let columns = &[
            "id",
            "name",
            "sort_key",
            "other_names",
            "search_folded",
            "web",
            "restricted",
            "version",
            "created_at",
            "updated_at",
            "territory_id",
        ];
        let ids: Vec<StructureId> = (0..count).map(|_| self.world.id()).collect();
        let row = |id: &StructureId| {
            let (name, now) = (id.0.to_string(), self.world.now());
            vec![
                (*id).into(),
                name.as_str().into(),
                name.as_str().into(),
                json!([]).into(),
                name.as_str().into(),
                json!([]).into(),
                false.into(),
                1.into(),
                now.into(),
                now.into(),
                seat.into(),
            ]
        };
        self.put("structure", columns, ids.iter().map(row).collect()).await;
        ids
    }

    /// Changes observations as a write would, `updated_at` included.
    pub async fn change(&self, ids: &[ObservationId], assignment: &'static str) {
        write_tx(&self.db, |tx| async move {
            for id in ids {
                let mut sql = Sql::new(format!("update observation set {assignment}, updated_at = "));
                sql.bind(self.world.now()).push(" where id = ").bind(*id);
                sql.run(&*tx).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .unwrap();
    }

    /// Changes all rows of a table.
    pub async fn assign(&self, table: &str, assignment: &str) {
        let sql = Sql::new(format!("update {table} set {assignment}"));
        sql.run(self.db.owner()).await.unwrap();
    }

    /// Says that a member reports on a territory from January 2025 on.
    pub async fn reports(&self, member: MemberId, territory: (TerritoryKind, &'static str)) {
        let id = self.territory_id(territory).await;
        let row = vec![
            self.world.id::<entity::CoverageId>().into(),
            member.into(),
            id.into(),
            202_501.into(),
            1.into(),
            self.world.now().into(),
        ];
        self.put(
            "coverage",
            &["id", "member_id", "territory_id", "first_month", "version", "created_at"],
            vec![row],
        )
        .await;
    }

    /// A number from the database.
    pub async fn number(&self, query: &'static str) -> i64 {
        Sql::new(query).first(self.db.reader()).await.unwrap().unwrap().take().unwrap()
    }

    pub async fn put(&self, table: &'static str, columns: &'static [&'static str], rows: Vec<Vec<Value>>) {
        let rows = &rows;
        write_tx(&self.db, |tx| async move { insert_rows(&*tx, table, columns, rows.clone()).await })
            .await
            .unwrap_or_else(|error: Error| panic!("cannot insert into {table}: {error:?}"));
    }

    async fn territories(&self, seeds: &[Seed]) -> HashMap<(TerritoryKind, &'static str), TerritoryId> {
        let mut found = HashMap::new();
        for seed in seeds {
            let id = self.territory_id(seed.territory).await;
            found.insert(seed.territory, id);
        }
        found
    }

    pub async fn territory_id(&self, (kind, code): (TerritoryKind, &'static str)) -> TerritoryId {
        let mut sql = Sql::new("select id from territory where kind = ");
        sql.bind(kind.as_str()).push(" and code = ").bind(code);
        sql.first(self.db.reader()).await.unwrap().expect("a territory of the slice").take().unwrap()
    }

    fn row(
        &self,
        seed: &Seed,
        id: ObservationId,
        territories: &HashMap<(TerritoryKind, &'static str), TerritoryId>,
    ) -> Vec<Value> {
        let day: chrono::NaiveDate = seed.day.parse().unwrap();
        let month: i32 = day.format("%Y%m").to_string().parse().unwrap();
        let (territory, now) = (territories[&seed.territory], self.world.now());
        let sector = seed.sector.map(|code| term_id("sector", "2012+filieres-1", code));
        vec![
            id.into(),
            seed.member.into(),
            seed.structure.into(),
            theme(seed.theme).into(),
            sector.into(),
            territory.into(),
            territory.into(),
            term_id("observation-method", "1", "entretien").into(),
            term_id("formulation", "1", "expressed").into(),
            day.into(),
            month.into(),
            seed.intensity.into(),
            seed.people.into(),
            seed.visibility.into(),
            seed.status.into(),
            "?".into(),
            "?".into(),
            false.into(),
            false.into(),
            false.into(),
            false.into(),
            "NONE".into(),
            1.into(),
            now.into(),
            now.into(),
        ]
    }
}

fn theme(code: &str) -> TermId {
    term_id("need-theme", "besoins-1", code)
}

/// Text form of an id.
pub fn text<T: TypedId>(id: T) -> String {
    maillage::graphql::id_text(id).0
}
