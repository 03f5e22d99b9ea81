use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{MemberId, PolicyFrameworkId, TermId, TerritoryId, policy_framework};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::rules::{Content, New, Revision, Stored};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::scheme::{links::Links, vocabulary as scheme};
use crate::reference::territory::{around, inside};
use crate::reference::vocabulary;
use crate::trail::Stamp;

columns!(policy_framework::Model: id, member_id, kind_id, title, title_folded, territory_id, starts_on, ends_on,
    signatories, url, version, created_at, updated_at);

/// Sectors of frameworks.
pub const SECTORS: Links = Links { table: "policy_framework_term", owner: "policy_framework_id" };

const LATEST: Order = Order { columns: &["x.starts_on", "x.id"], descending: true };

/// Which frameworks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of these kinds, by codes or ids.
    pub kinds: Option<Vec<String>>,
    /// For this territory or one that lies in it.
    pub within: Option<TerritoryId>,
    /// For this territory or one that contains it.
    pub covering: Option<TerritoryId>,
    /// For territories of these levels.
    pub levels: Option<Vec<&'static str>>,
    /// For one of these sectors or what they contain, by codes or ids; those for all sectors too.
    pub sectors: Option<Vec<String>>,
    /// In force on this day.
    pub on: Option<NaiveDate>,
    /// Whose title holds all these folded words.
    pub words: Vec<String>,
    /// Entered by these members.
    pub members: Option<Vec<MemberId>>,
}

impl Filter {
    fn write(&self, sql: &mut Sql) {
        if let Some(kinds) = &self.kinds {
            sql.push(" and x.kind_id").append(vocabulary::within(scheme::FRAMEWORK, kinds, true));
        }
        if let Some(territory) = self.within {
            sql.push(" and x.territory_id").append(inside(territory));
        }
        if let Some(territory) = self.covering {
            sql.push(" and x.territory_id").append(around(territory));
        }
        if let Some(levels) = &self.levels {
            let levels = levels.iter().map(|level| (*level).to_owned()).collect();
            sql.push(" and x.territory_id in (select id from territory where kind");
            sql.within(Values::Texts(levels)).push(")");
        }
        if let Some(sectors) = &self.sectors {
            sql.push(
                " and (not exists (select 1 from policy_framework_term y where y.policy_framework_id = x.id)",
            );
            sql.push(" or x.id in (select policy_framework_id from policy_framework_term where term_id");
            sql.append(vocabulary::within(scheme::SECTOR, sectors, true)).push("))");
        }
        if let Some(day) = self.on {
            sql.push(" and x.starts_on <= ").bind(day);
            sql.push(" and (x.ends_on is null or x.ends_on >= ").bind(day).push(")");
        }
        for word in &self.words {
            sql.push(" and x.title_folded like ").bind(format!("%{word}%"));
        }
        if let Some(members) = &self.members {
            sql.push(" and x.member_id").within(members.iter().copied().collect::<Values>());
        }
    }
}

/// Begins a statement on frameworks: everybody reads them.
fn all(selected: &str) -> Sql {
    Sql::new(format!("select {selected} from policy_framework x where 1 = 1"))
}

/// A page of them, those that began last first.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<policy_framework::Model>> {
    let mut sql = all(&policy_framework::Model::list("x"));
    filter.write(&mut sql);
    page.apply(&mut sql, &[LATEST]);
    let rows = sql.all(db).await?.iter_mut().map(policy_framework::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    let mut sql = all("count(*)");
    filter.write(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Those of these that are there.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    ids: &[PolicyFrameworkId],
) -> Result<Vec<policy_framework::Model>> {
    let mut sql = all(&policy_framework::Model::list("x"));
    sql.push(" and x.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(policy_framework::Model::read).collect()
}

/// One with all it says, for a change.
pub async fn lookup(db: &impl ConnectionTrait, id: PolicyFrameworkId) -> Result<Option<Stored>> {
    let Some(row) = find_by_ids(db, &[id]).await?.pop() else { return Ok(None) };
    let mut terms: HashMap<_, Vec<(String, TermId)>> = SECTORS.terms(db, &[id]).await?;
    let sectors = terms.remove(&id).unwrap_or_default().into_iter().map(|(_, term)| term);
    let content = Content::of(&row, sectors.collect());
    Ok(Some(Stored { row, content }))
}

/// The present version, to tell who came too late.
pub async fn version(db: &impl ConnectionTrait, id: PolicyFrameworkId) -> Result<i32> {
    let mut sql = all("x.version");
    sql.push(" and x.id = ").bind(id);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Adds a framework.
pub async fn add(tx: &Tx, stamp: &Stamp, new: New) -> Result<policy_framework::Model> {
    let New { by, content } = new;
    let mut row = policy_framework::Model {
        id: stamp.world.id(),
        member_id: by.member(),
        kind_id: content.kind,
        title: String::new(),
        title_folded: String::new(),
        territory_id: content.territory,
        starts_on: content.starts_on,
        ends_on: None,
        signatories: None,
        url: None,
        version: 1,
        created_at: stamp.at,
        updated_at: stamp.at,
    };
    content.write_into(&mut row);
    policy_framework::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    link(tx, row.id, &content).await?;
    Ok(row)
}

async fn link(tx: &Tx, id: PolicyFrameworkId, content: &Content) -> Result<()> {
    let sectors = content.sectors.iter().map(|term| (id.0, *term, scheme::SECTOR)).collect();
    SECTORS.add_terms(tx, sectors).await
}

/// Changes a framework, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<Option<policy_framework::Model>> {
    let Revision { before, content, .. } = revision;
    let mut row = before.row.clone();
    content.write_into(&mut row);
    row.version += 1;
    row.updated_at = stamp.at;
    let changed = policy_framework::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(policy_framework::Column::Id.eq(row.id))
        .filter(policy_framework::Column::Version.eq(before.row.version))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    SECTORS.clear(tx, row.id).await?;
    link(tx, row.id, content).await?;
    Ok(Some(row))
}
