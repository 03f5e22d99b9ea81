use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind, territory};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values, columns};
use crate::error::Result;

columns!(territory::Model: id, kind, code, vintage, name, name_folded, sort_key, population, postal_codes,
    epci_id, department_id, region_id, country_id, created_by);

/// Dictionary order of names.
pub(super) const BY_NAME: Order = Order { columns: &["t.sort_key", "t.id"], descending: false };

/// Which territories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of these kinds only.
    pub kinds: Vec<TerritoryKind>,
    /// Whose folded name or code begins so, or holds a word that does.
    pub search: Option<String>,
    /// Inside this one, itself included.
    pub within: Option<TerritoryId>,
}

impl Filter {
    fn apply(&self, sql: &mut Sql) {
        if !self.kinds.is_empty() {
            let kinds = self.kinds.iter().map(|kind| kind.as_str().to_owned()).collect();
            sql.push(" and t.kind").within(Values::Texts(kinds));
        }
        if let Some(search) = &self.search {
            sql.push(" and (t.name_folded like ").bind(format!("{search}%"));
            sql.push(" or t.name_folded like ").bind(format!("% {search}%"));
            sql.push(" or t.code = ").bind(search.to_uppercase()).push(")");
        }
        if let Some(ancestor) = self.within {
            sql.push(" and t.id in (select descendant_id from territory_closure where ancestor_id = ");
            sql.bind(ancestor).push(")");
        }
    }
}

/// Territories with these ids.
pub async fn find_by_ids(db: &impl ConnectionTrait, ids: &[TerritoryId]) -> Result<Vec<territory::Model>> {
    let mut sql = Sql::new(format!("select {} from territory t where t.id", territory::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

/// Territories with these ids or these codes, of any level, oldest vintage first.
pub(super) async fn find_named(
    db: &impl ConnectionTrait,
    ids: &[TerritoryId],
    codes: &[String],
) -> Result<Vec<territory::Model>> {
    let mut sql = Sql::new(format!("select {} from territory t where t.id", territory::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.push(" or t.code").within(Values::Texts(codes.to_vec())).push(" order by t.vintage");
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

/// Every territory, oldest vintage first.
pub(super) async fn find_all(db: &impl ConnectionTrait) -> Result<Vec<territory::Model>> {
    let sql = Sql::new(format!("select {} from territory t order by t.vintage", territory::Model::list("t")));
    sql.all(db).await?.iter_mut().map(territory::Model::read).collect()
}

/// A former code, or one below the communes, and the territory of today it leads to.
pub(super) struct Former {
    pub(super) kind: String,
    pub(super) code: String,
    pub(super) vintage: i32,
    pub(super) target: territory::Model,
}

/// Former codes: these, or all.
pub(super) async fn find_former(
    db: &impl ConnectionTrait,
    codes: Option<Vec<String>>,
) -> Result<Vec<Former>> {
    let mut sql = Sql::new(format!(
        "select a.kind, a.code, a.vintage, {} from territory_alias a join territory t on t.id = a.territory_id",
        territory::Model::list("t")
    ));
    if let Some(codes) = codes {
        sql.push(" where a.code").within(Values::Texts(codes));
    }
    let read = |mut row: Row| {
        let (kind, code, vintage) = (row.take()?, row.take()?, row.take()?);
        Ok(Former { kind, code, vintage, target: territory::Model::read(&mut row)? })
    };
    sql.all(db).await?.into_iter().map(read).collect()
}

/// A page of territories in dictionary order.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<territory::Model>> {
    let mut sql = Sql::new(format!("select {} from territory t where 1 = 1", territory::Model::list("t")));
    filter.apply(&mut sql);
    page.apply(&mut sql, BY_NAME);
    let rows = sql.all(db).await?.iter_mut().map(territory::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from territory t where 1 = 1");
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// What a nested list of descendants asks for, the same for all parents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Descent {
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
    let mut sql = Sql::new(format!(
        "select ancestor_id, {} from (select c.ancestor_id, t.*, row_number() over (partition by c.ancestor_id",
        territory::Model::list("t")
    ));
    page.order(&mut sql, BY_NAME);
    sql.push(
        ") as place from territory_closure c join territory t on t.id = c.descendant_id where c.ancestor_id",
    );
    sql.within(parents.iter().copied().collect::<Values>()).push(" and t.id <> c.ancestor_id");
    Filter { kinds: descent.kinds.clone(), ..Filter::default() }.apply(&mut sql);
    page.bounds(&mut sql, BY_NAME);
    sql.push(") t where place <= ").bind(page.fetch()).push(" order by place");
    let mut found: HashMap<TerritoryId, Vec<territory::Model>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(territory::Model::read(&mut row)?);
    }
    Ok(parents.iter().map(|id| (*id, Slice::new(page, found.remove(id).unwrap_or_default()))).collect())
}

/// How many descendants.
pub async fn count_descendants(db: &impl ConnectionTrait, of: TerritoryId, descent: &Descent) -> Result<i64> {
    let itself = Filter { within: Some(of), kinds: descent.kinds.clone(), ..Filter::default() };
    let mut sql = Sql::new("select count(*) from territory t where t.id <> ");
    sql.bind(of);
    itself.apply(&mut sql);
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
