use entity::{CoverageId, MemberId, TerritoryId, coverage};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::rules::{Declared, Ended, Months};
use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::graphql::YearMonth;
use crate::reference::territory::{around, inside};
use crate::trail::Stamp;

columns!(coverage::Model: id, member_id, territory_id, first_month, last_month, version, created_at);

const NEWEST: Order = Order { columns: &["c.created_at", "c.id"], descending: true };

/// Which coverages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of these members.
    pub members: Option<Vec<MemberId>>,
    /// In this territory or what it contains.
    pub within: Option<TerritoryId>,
    /// That contain this territory.
    pub covering: Option<TerritoryId>,
    /// That last in one of these months.
    pub during: Option<Months>,
}

impl Filter {
    fn apply(&self, sql: &mut Sql) {
        if let Some(members) = &self.members {
            sql.push(" and c.member_id").within(members.iter().copied().collect::<Values>());
        }
        if let Some(territory) = self.within {
            sql.push(" and c.territory_id").append(inside(territory));
        }
        if let Some(territory) = self.covering {
            sql.push(" and c.territory_id").append(around(territory));
        }
        if let Some(months) = self.during {
            sql.push(" and (c.last_month is null or c.last_month >= ").bind(months.first.number()).push(")");
            if let Some(last) = months.last {
                sql.push(" and c.first_month <= ").bind(last.number());
            }
        }
    }
}

/// Begins a statement on what members declare to each other; nothing for those outside the network.
fn visible(actor: &Actor, selected: &str) -> Option<Sql> {
    actor
        .reads_network(Scope::ObservationsRead)
        .then(|| Sql::new(format!("select {selected} from coverage c where 1 = 1")))
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[CoverageId],
) -> Result<Vec<coverage::Model>> {
    let Some(mut sql) = visible(actor, &coverage::Model::list("c")) else { return Ok(Vec::new()) };
    sql.push(" and c.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(coverage::Model::read).collect()
}

/// A page of them, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<coverage::Model>> {
    let Some(mut sql) = visible(actor, &coverage::Model::list("c")) else { return Ok(Slice::default()) };
    filter.apply(&mut sql);
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(coverage::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let Some(mut sql) = visible(actor, "count(*)") else { return Ok(0) };
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The months that a member declared for a territory.
pub async fn months(tx: &Tx, member: MemberId, territory: TerritoryId) -> Result<Vec<Months>> {
    let mut sql = Sql::new("select first_month, last_month from coverage where member_id = ");
    sql.bind(member).push(" and territory_id = ").bind(territory);
    let mut found = Vec::new();
    for mut row in sql.all(&**tx).await? {
        let first = YearMonth::from_number(row.take()?);
        let last: Option<i32> = row.take()?;
        found.extend(first.map(|first| Months { first, last: last.and_then(YearMonth::from_number) }));
    }
    Ok(found)
}

/// Declares a coverage.
pub async fn add(tx: &Tx, stamp: &Stamp, declared: Declared) -> Result<coverage::Model> {
    let row = coverage::Model {
        id: stamp.world.id(),
        member_id: declared.by.member(),
        territory_id: declared.territory,
        first_month: declared.months.first.number(),
        last_month: declared.months.last.map(YearMonth::number),
        version: 1,
        created_at: stamp.at,
    };
    coverage::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Ends it, unless somebody else changed it meanwhile: then nothing.
pub async fn end(tx: &Tx, ended: Ended) -> Result<Option<coverage::Model>> {
    let Ended { mut row, last } = ended;
    let mut sql = Sql::new("update coverage set version = version + 1, last_month = ");
    sql.bind(last.number()).push(" where id = ").bind(row.id).push(" and version = ").bind(row.version);
    if sql.run(&**tx).await? == 0 {
        return Ok(None);
    }
    row.version += 1;
    row.last_month = Some(last.number());
    Ok(Some(row))
}
