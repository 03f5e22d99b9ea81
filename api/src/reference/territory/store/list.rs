use entity::{TerritoryId, TerritoryKind, territory, territory_alias};
use sea_orm::ConnectionTrait;

use super::{BY_NAME, LATEST, of_kinds};
use crate::db::{Columns, Order, Page, Row, Slice, Sql};
use crate::error::Result;

/// Best answers first: how a name matches, then the more populous.
const BY_RELEVANCE: Order =
    Order { columns: &["m.rank", "-coalesce(t.population, 0)", "t.sort_key", "t.id"], descending: false };

/// Which territories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of these kinds only.
    pub kinds: Vec<TerritoryKind>,
    /// Whose folded name, or that of an alias, begins so or holds a word that does; or whose code it is.
    pub search: Option<String>,
    /// Inside this one, itself included.
    pub within: Option<TerritoryId>,
    /// Of this vintage; without it, and outside of any other territory, of the latest, and perimeters of any.
    pub vintage: Option<i32>,
}

impl Filter {
    /// From and where: territories are `t`, and what a search found of them is `m`.
    fn apply(&self, sql: &mut Sql) {
        sql.push(" from territory t");
        if let Some(search) = &self.search {
            sql.push(" join (").append(matches(search)).push(") m on m.found_id = t.id");
        }
        sql.push(" where 1 = 1");
        of_kinds(sql, &self.kinds);
        if let Some(vintage) = self.vintage {
            sql.push(" and t.vintage = ").bind(vintage);
        } else if self.within.is_none() {
            sql.push(format!(" and (t.vintage = {LATEST} or t.kind = 'PERIMETER')"));
        }
        if let Some(ancestor) = self.within {
            sql.push(" and t.id in (select descendant_id from territory_closure where ancestor_id = ");
            sql.bind(ancestor).push(")");
        }
    }
}

/// A territory of a list, and how a search found it.
pub struct Found {
    /// The territory.
    pub row: territory::Model,
    /// How; nothing outside of searches.
    pub hit: Option<Hit>,
}

/// How a search found a territory.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// How well it matches: 0 is best.
    pub rank: i32,
    /// The alias that matches better than its own name.
    pub alias: Option<territory_alias::Model>,
}

impl Hit {
    fn read(row: &mut Row) -> Result<Self> {
        Ok(Self { rank: row.take()?, alias: territory_alias::Model::read_neighbour(row)? })
    }
}

/// A page of territories: in dictionary order, or the best answers to a search first.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, page: &Page) -> Result<Slice<Found>> {
    let mut sql = Sql::new(format!("select {}", territory::Model::list("t")));
    let searching = filter.search.is_some();
    if searching {
        sql.push(format!(", m.rank, {}", territory_alias::Model::list("m")));
    }
    filter.apply(&mut sql);
    page.apply(&mut sql, &[if searching { BY_RELEVANCE } else { BY_NAME }]);
    let mut found = Vec::new();
    for mut row in sql.all(db).await? {
        let territory = territory::Model::read(&mut row)?;
        let hit = if searching { Some(Hit::read(&mut row)?) } else { None };
        found.push(Found { row: territory, hit });
    }
    Ok(Slice::new(page, found))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new("select count(*)");
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Territories with a name or a code that matches, each once, by the one that does best: 0 its own name or
/// code, 1 an alias, 2 its name begins so, 3 a word of it does, 4 and 5 the same of an alias.
fn matches(search: &str) -> Sql {
    let nulls: Vec<String> =
        territory_alias::Model::NAMES.iter().map(|name| format!("null as {name}")).collect();
    let mut sql = Sql::new(format!(
        "select * from (select n.*, row_number() over (partition by found_id order by rank, code) as place \
         from (select t.id as found_id, {}",
        nulls.join(", ")
    ));
    sql.append(ranked("territory t", search, [0, 2, 3]));
    sql.push(format!(" union all select t.territory_id, {}", territory_alias::Model::list("t")));
    sql.append(ranked("territory_alias t", search, [1, 4, 5]));
    sql.push(") n) n where place = 1");
    sql
}

/// A folded text holds letters, digits and spaces only, so no wildcard.
fn ranked(table: &str, search: &str, [equal, beginning, inside]: [i32; 3]) -> Sql {
    let code = search.to_uppercase();
    let mut sql = Sql::new(", case when t.name_folded = ");
    sql.bind(search).push(" or t.code = ").bind(code.as_str()).push(format!(" then {equal}"));
    sql.push(" when t.name_folded like ").bind(format!("{search}%")).push(format!(" then {beginning}"));
    sql.push(format!(" else {inside} end as rank from {table} where t.name_folded like "));
    sql.bind(format!("{search}%")).push(" or t.name_folded like ").bind(format!("% {search}%"));
    sql.push(" or t.code = ").bind(code);
    sql
}
