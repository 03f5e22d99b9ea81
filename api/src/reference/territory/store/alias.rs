use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind, territory, territory_alias};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Row, Sql, Values, columns};
use crate::error::Result;

columns!(territory_alias::Model: territory_id, kind, code, vintage, reason, name, name_folded);

/// A former code, or one below the communes, and the territory of today it leads to.
pub(in crate::reference::territory) struct Former {
    pub(in crate::reference::territory) alias: territory_alias::Model,
    pub(in crate::reference::territory) target: territory::Model,
}

fn select_former() -> Sql {
    Sql::new(format!(
        "select {}, {} from territory_alias a join territory t on t.id = a.territory_id",
        territory_alias::Model::list("a"),
        territory::Model::list("t")
    ))
}

async fn read(sql: Sql, db: &impl ConnectionTrait) -> Result<Vec<Former>> {
    let former = |mut row: Row| {
        let alias = territory_alias::Model::read(&mut row)?;
        Ok(Former { alias, target: territory::Model::read(&mut row)? })
    };
    sql.all(db).await?.into_iter().map(former).collect()
}

/// Former codes: these, or all.
pub(in crate::reference::territory) async fn find_former(
    db: &impl ConnectionTrait,
    codes: Option<Vec<String>>,
) -> Result<Vec<Former>> {
    let mut sql = select_former();
    if let Some(codes) = codes {
        sql.push(" where a.code").within(Values::Texts(codes));
    }
    read(sql, db).await
}

/// What a former code leads to in a vintage, or in the latest that knows it; nothing when it was divided
/// between several territories, for then it names none.
pub(in crate::reference::territory) async fn former(
    db: &impl ConnectionTrait,
    kind: TerritoryKind,
    code: &str,
    vintage: Option<i32>,
) -> Result<Option<Former>> {
    let mut sql = select_former();
    sql.push(" where a.kind = ").bind(kind.as_str()).push(" and a.code = ").bind(code);
    if let Some(vintage) = vintage {
        sql.push(" and a.vintage = ").bind(vintage);
    }
    sql.push(" order by a.vintage");
    let mut found = read(sql, db).await?;
    let last = found.pop();
    let divided =
        last.as_ref().is_some_and(|last| found.iter().any(|other| other.alias.vintage == last.alias.vintage));
    Ok(last.filter(|_| !divided))
}

/// Most aliases of a territory that are listed.
const MOST: i64 = 100;

/// The aliases of these territories by code, at most 100 for each.
pub(in crate::reference::territory) async fn aliases(
    db: &impl ConnectionTrait,
    of: &[TerritoryId],
) -> Result<HashMap<TerritoryId, Vec<territory_alias::Model>>> {
    let mut sql = Sql::new(format!(
        "select {} from (select a.*, row_number() over (partition by a.territory_id order by a.code) as place \
         from territory_alias a where a.territory_id",
        territory_alias::Model::list("a")
    ));
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(") a where place <= ").bind(MOST).push(" order by place");
    let mut found: HashMap<TerritoryId, Vec<territory_alias::Model>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let alias = territory_alias::Model::read(&mut row)?;
        found.entry(alias.territory_id).or_default().push(alias);
    }
    Ok(found)
}
