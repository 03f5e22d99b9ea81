//! Terms and territories of records, in tables of their own.

use std::collections::HashMap;

use entity::{TermId, TerritoryId, TypedId, term, territory};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::db::{Columns, Sql, Tx, Values, insert_rows};
use crate::error::Result;

/// A table of links and the column of whose they are.
#[derive(Clone, Copy, Debug)]
pub struct Links {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub owner: &'static str,
}

/// Terms of schemes.
pub const TERMS: Links = Links { table: "funding_scheme_term", owner: "funding_scheme_id" };
/// Zones of schemes.
pub const ZONES: Links = Links { table: "funding_scheme_zone", owner: "funding_scheme_id" };

impl Links {
    fn of<I: TypedId>(self, (selected, join): (&str, &str), owners: &[I]) -> Sql {
        let Self { table, owner } = self;
        let mut sql = Sql::new(format!("select x.{owner}, {selected} from {table} x {join} where x.{owner}"));
        sql.within(owners.iter().copied().collect::<Values>());
        sql
    }

    /// Ids of terms with their vocabularies.
    pub async fn terms<I: TypedId>(
        self,
        db: &impl ConnectionTrait,
        owners: &[I],
    ) -> Result<HashMap<I, Vec<(String, TermId)>>> {
        let mut found: HashMap<I, Vec<(String, TermId)>> = HashMap::new();
        for mut row in self.of(("x.scheme, x.term_id", ""), owners).all(db).await? {
            let owner: Uuid = row.take()?;
            found.entry(I::from(owner)).or_default().push((row.take()?, row.take()?));
        }
        Ok(found)
    }

    /// Terms in the order in which they are shown.
    pub async fn shown<I: TypedId>(
        self,
        db: &impl ConnectionTrait,
        owners: &[I],
    ) -> Result<HashMap<I, Vec<term::Model>>> {
        let mut sql = self.of((&term::Model::list("t"), "join term t on t.id = x.term_id"), owners);
        sql.push(" order by t.sort_key, t.id");
        let mut found: HashMap<I, Vec<term::Model>> = HashMap::new();
        for mut row in sql.all(db).await? {
            let owner: Uuid = row.take()?;
            found.entry(I::from(owner)).or_default().push(term::Model::read(&mut row)?);
        }
        Ok(found)
    }

    /// Ids of territories.
    pub async fn zones<I: TypedId>(
        self,
        db: &impl ConnectionTrait,
        owners: &[I],
    ) -> Result<HashMap<I, Vec<TerritoryId>>> {
        let mut found: HashMap<I, Vec<TerritoryId>> = HashMap::new();
        for mut row in self.of(("x.territory_id", ""), owners).all(db).await? {
            let owner: Uuid = row.take()?;
            found.entry(I::from(owner)).or_default().push(row.take()?);
        }
        Ok(found)
    }

    /// Territories in dictionary order.
    pub async fn shown_zones<I: TypedId>(
        self,
        db: &impl ConnectionTrait,
        owners: &[I],
    ) -> Result<HashMap<I, Vec<territory::Model>>> {
        let zone = territory::Model::list("t");
        let mut sql = self.of((&zone, "join territory t on t.id = x.territory_id"), owners);
        sql.push(" order by t.sort_key, t.id");
        let mut found: HashMap<I, Vec<territory::Model>> = HashMap::new();
        for mut row in sql.all(db).await? {
            let owner: Uuid = row.take()?;
            found.entry(I::from(owner)).or_default().push(territory::Model::read(&mut row)?);
        }
        Ok(found)
    }

    /// Takes all links from a record.
    pub async fn clear(self, tx: &Tx, owner: impl TypedId) -> Result<()> {
        let owner: Uuid = owner.into();
        let mut sql = Sql::new(format!("delete from {} where {} = ", self.table, self.owner));
        sql.bind(owner);
        sql.run(&**tx).await.map(drop)
    }

    /// Adds terms: of whom, which, of which vocabulary.
    pub async fn add_terms(self, tx: &Tx, terms: Vec<(Uuid, TermId, &'static str)>) -> Result<()> {
        let row = |(owner, term, scheme): (Uuid, TermId, &'static str)| -> Vec<Value> {
            vec![owner.into(), term.into(), scheme.into()]
        };
        insert_rows(
            &**tx,
            self.table,
            &[self.owner, "term_id", "scheme"],
            terms.into_iter().map(row).collect(),
        )
        .await
    }

    /// Adds territories: of whom, which.
    pub async fn add_zones(self, tx: &Tx, zones: Vec<(Uuid, TerritoryId)>) -> Result<()> {
        let row = |(owner, zone): (Uuid, TerritoryId)| -> Vec<Value> { vec![owner.into(), zone.into()] };
        insert_rows(&**tx, self.table, &[self.owner, "territory_id"], zones.into_iter().map(row).collect())
            .await
    }
}
