//! The statements on territories.

use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind, territory};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Order, Page, Slice, Sql, Values, columns};
use crate::error::Result;

mod alias;
mod list;

pub(super) use alias::{Former, aliases, find_former, former};
pub use list::{Filter, Found, Hit, count, list};

columns!(territory::Model: id, kind, code, vintage, name, name_folded, sort_key, population, postal_codes,
    epci_id, department_id, region_id, country_id, created_by, version, registered);

/// The latest vintage of the COG.
const LATEST: &str = "(select max(vintage) from territory where kind = 'COUNTRY')";

/// Dictionary order of names.
const BY_NAME: Order = Order { columns: &["t.sort_key", "t.id"], descending: false };

/// Territories with these ids.
pub async fn find_by_ids(db: &impl ConnectionTrait, ids: &[TerritoryId]) -> Result<Vec<territory::Model>> {
    let mut sql = Sql::new(format!("select {} from territory t where t.id", territory::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

/// Territories with these ids, and those of these kinds with these codes, in the latest vintage (perimeters in
/// any). The latest come last.
pub(super) async fn find_named(
    db: &impl ConnectionTrait,
    ids: &[TerritoryId],
    (kinds, codes): (&[String], &[String]),
) -> Result<Vec<territory::Model>> {
    let mut sql = Sql::new(format!("select {} from territory t where t.id", territory::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    // The kind opens the index of keys: without it every territory would be read.
    sql.push(" or t.kind").within(Values::Texts(kinds.to_vec()));
    sql.push(" and t.code").within(Values::Texts(codes.to_vec()));
    sql.push(format!(" and (t.vintage = {LATEST} or t.kind = 'PERIMETER') order by t.vintage"));
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

/// The territory with a key: of a vintage, or of the latest; a perimeter without a vintage is its latest.
pub(super) async fn find_by_code(
    db: &impl ConnectionTrait,
    kind: TerritoryKind,
    code: &str,
    vintage: Option<i32>,
) -> Result<Option<territory::Model>> {
    let mut sql =
        Sql::new(format!("select {} from territory t where t.kind = ", territory::Model::list("t")));
    sql.bind(kind.as_str()).push(" and t.code = ").bind(code);
    match vintage {
        Some(vintage) => sql.push(" and t.vintage = ").bind(vintage),
        None => sql.push(format!(" and (t.vintage = {LATEST} or t.kind = 'PERIMETER')")),
    };
    sql.push(" order by t.vintage desc limit 1");
    sql.first(db).await?.map(|mut row| territory::Model::read(&mut row)).transpose()
}

/// Every territory, oldest vintage first.
pub(super) async fn find_all(db: &impl ConnectionTrait) -> Result<Vec<territory::Model>> {
    let sql = Sql::new(format!("select {} from territory t order by t.vintage", territory::Model::list("t")));
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

fn of_kinds(sql: &mut Sql, kinds: &[TerritoryKind]) {
    if !kinds.is_empty() {
        let kinds = kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
        sql.push(" and t.kind").within(Values::Texts(kinds));
    }
}

/// ` in (...)`: the expression before is a territory inside this one, itself included. What was recorded in a
/// vintage of the COG lies in the same territory of every other one.
pub fn inside(territory: TerritoryId) -> Sql {
    let mut sql = Sql::new(
        " in (select c.descendant_id from territory n join territory w on w.kind = n.kind and w.code = n.code \
         join territory_closure c on c.ancestor_id = w.id where n.id = ",
    );
    sql.bind(territory).push(")");
    sql
}

/// ` in (...)`: the expression before is a territory that this one lies in, itself included, in any vintage.
pub fn around(territory: TerritoryId) -> Sql {
    let mut sql = Sql::new(
        " in (select c.ancestor_id from territory n join territory w on w.kind = n.kind and w.code = n.code \
         join territory_closure c on c.descendant_id = w.id where n.id = ",
    );
    sql.bind(territory).push(")");
    sql
}

/// How a territory lies in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lying {
    /// At any depth.
    Below,
    /// As a part that a perimeter names.
    AsPart,
}

impl Lying {
    /// The table that says so, as `c`, and its columns: the wider territory and the narrower one.
    const fn table(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Below => ("territory_closure c", "c.ancestor_id", "c.descendant_id"),
            Self::AsPart => ("territory_part c", "c.perimeter_id", "c.territory_id"),
        }
    }
}

/// What a nested list of territories asks for, the same for all parents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Descent {
    /// Those that lie in the parent so.
    pub lying: Lying,
    /// Of these kinds only.
    pub kinds: Vec<TerritoryKind>,
}

/// The same page of descendants for many territories, in one statement.
pub async fn descendants(
    db: &impl ConnectionTrait,
    parents: &[TerritoryId],
    descent: &Descent,
    page: &Page,
) -> Result<HashMap<TerritoryId, Slice<territory::Model>>> {
    let (table, parent, child) = descent.lying.table();
    let mut sql = Sql::new(format!(
        "select parent_id, {} from (select {parent} as parent_id, t.*, row_number() over (partition by {parent}",
        territory::Model::list("t")
    ));
    page.order(&mut sql, &[BY_NAME]);
    sql.push(format!(") as place from {table} join territory t on t.id = {child} where {parent}"));
    sql.within(parents.iter().copied().collect::<Values>()).push(format!(" and {child} <> {parent}"));
    of_kinds(&mut sql, &descent.kinds);
    page.bounds(&mut sql, &[BY_NAME]);
    sql.push(") t where place <= ").bind(page.fetch()).push(" order by place");
    let mut found: HashMap<TerritoryId, Vec<territory::Model>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(territory::Model::read(&mut row)?);
    }
    Ok(parents.iter().map(|id| (*id, Slice::new(page, found.remove(id).unwrap_or_default()))).collect())
}

/// How many descendants.
pub async fn count_descendants(db: &impl ConnectionTrait, of: TerritoryId, descent: &Descent) -> Result<i64> {
    let (table, parent, child) = descent.lying.table();
    let mut sql = Sql::new(format!(
        "select count(*) from {table} join territory t on t.id = {child} where {child} <> {parent} and {parent} = "
    ));
    sql.bind(of);
    of_kinds(&mut sql, &descent.kinds);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// All that contain these, themselves left out, the widest first.
pub async fn ancestors(
    db: &impl ConnectionTrait,
    of: &[TerritoryId],
) -> Result<HashMap<TerritoryId, Vec<territory::Model>>> {
    let mut sql = Sql::new(format!(
        "select c.descendant_id, {} from territory_closure c join territory t on t.id = c.ancestor_id \
         where c.descendant_id",
        territory::Model::list("t")
    ));
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(" and c.ancestor_id <> c.descendant_id order by t.sort_key, t.id");
    let mut found: HashMap<TerritoryId, Vec<territory::Model>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(territory::Model::read(&mut row)?);
    }
    for list in found.values_mut() {
        list.sort_by_key(|ancestor| ancestor.kind);
    }
    Ok(found)
}
