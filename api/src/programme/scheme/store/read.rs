use std::collections::HashMap;

use entity::{FundingSchemeId, MemberId, TypedId, funding_scheme};
use sea_orm::ConnectionTrait;

use super::super::content::Content;
use super::super::rules::{Criteria, Stored};
use super::Filter;
use super::links::{TERMS, ZONES};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values, columns};
use crate::error::Result;

columns!(funding_scheme::Model: id, member_id, title, sort_key, search_folded, url, funders, level, description,
    recurrence, call_for_projects, opens_on, deadline, deadline_order, max_rate, min_amount, max_amount, version,
    created_at, updated_at, deleted_at);

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The deadline; those without one last.
    Deadline,
    /// The title, in dictionary order.
    Title,
}

impl Sort {
    /// Its name in a cursor.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deadline => "DEADLINE",
            Self::Title => "TITLE",
        }
    }

    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Deadline => &["x.deadline_order"],
            Self::Title => &["x.sort_key"],
        }
    }
}

/// Begins a statement on the schemes that are there: everybody reads them.
fn present(selected: &str) -> Sql {
    Sql::new(format!("select {selected} from funding_scheme x where x.deleted_at is null"))
}

/// A page of schemes, in the order of `sorts`, each with whether it descends.
pub async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    sorts: &[(Sort, bool)],
    page: &Page,
) -> Result<Slice<funding_scheme::Model>> {
    let mut sql = present(&funding_scheme::Model::list("x"));
    filter.write(&mut sql);
    let sorts = sorts.iter().map(|(sort, descending)| (sort.columns(), *descending));
    page.apply(&mut sql, &Order::behind_each_other(sorts, &["x.id"]));
    Ok(Slice::new(page, read(sql.all(db).await?)?))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    let mut sql = present("count(*)");
    filter.write(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Those of these that are there.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    ids: &[FundingSchemeId],
) -> Result<Vec<funding_scheme::Model>> {
    let mut sql = present(&funding_scheme::Model::list("x"));
    sql.push(" and x.id").within(ids.iter().copied().collect::<Values>());
    read(sql.all(db).await?)
}

/// Whether there is such a scheme.
pub async fn is_known(db: &impl ConnectionTrait, id: FundingSchemeId) -> Result<bool> {
    Ok(!find_by_ids(db, &[id]).await?.is_empty())
}

fn read(mut rows: Vec<Row>) -> Result<Vec<funding_scheme::Model>> {
    rows.iter_mut().map(funding_scheme::Model::read).collect()
}

/// Those of these that are there, with all they say, for a change.
pub async fn find_stored(
    db: &impl ConnectionTrait,
    ids: &[FundingSchemeId],
) -> Result<HashMap<FundingSchemeId, Stored>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let (mut terms, mut zones) = (TERMS.terms(db, ids).await?, ZONES.zones(db, ids).await?);
    let stored = |row: funding_scheme::Model| {
        let zones = zones.remove(&row.id).unwrap_or_default().into_iter().collect();
        let content = Content::of(&row, &terms.remove(&row.id).unwrap_or_default(), zones);
        (row.id, Stored { row, content })
    };
    Ok(find_by_ids(db, ids).await?.into_iter().map(stored).collect())
}

/// What these ask for, in two statements.
pub async fn criteria(
    db: &impl ConnectionTrait,
    rows: &[funding_scheme::Model],
) -> Result<HashMap<FundingSchemeId, Criteria>> {
    let ids: Vec<FundingSchemeId> = rows.iter().map(|row| row.id).collect();
    let (mut terms, mut zones) = (TERMS.terms(db, &ids).await?, ZONES.zones(db, &ids).await?);
    let criteria = |row: &funding_scheme::Model| {
        let zones = zones.remove(&row.id).unwrap_or_default().into_iter().collect();
        let content = Content::of(row, &terms.remove(&row.id).unwrap_or_default(), zones);
        let Content { mut legal_forms, beneficiaries, .. } = content;
        legal_forms.extend(beneficiaries);
        let criteria = Criteria {
            zones: content.zones,
            legal_forms,
            sectors: content.sectors,
            publics: content.publics,
            opens_on: row.opens_on,
            deadline: row.deadline,
        };
        (row.id, criteria)
    };
    Ok(rows.iter().map(criteria).collect())
}

/// The present version, to tell who came too late.
pub async fn version(db: &impl ConnectionTrait, id: FundingSchemeId) -> Result<Option<i32>> {
    let mut sql = present("x.version");
    sql.push(" and x.id = ").bind(id);
    sql.first(db).await?.map(|mut row| row.take()).transpose()
}

/// A key in a system that is taken: by which scheme, whose, and whether that one was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which one.
    pub id: FundingSchemeId,
    /// Whose.
    pub member: MemberId,
    /// Whether it was removed.
    pub removed: bool,
}

/// The schemes of these keys in a system, removed ones included.
pub async fn find_keys(
    db: &impl ConnectionTrait,
    system: &str,
    keys: Vec<String>,
) -> Result<HashMap<String, Taken>> {
    let mut sql = Sql::new(
        "select r.value, x.id, x.member_id, x.deleted_at is not null from external_reference r \
         join funding_scheme x on x.id = r.object_id where r.object_type = ",
    );
    sql.bind(FundingSchemeId::PREFIX).push(" and r.system = ").bind(system);
    sql.push(" and r.value").within(Values::Texts(keys));
    let taken = |row: &mut Row| {
        Ok((row.take()?, Taken { id: row.take()?, member: row.take()?, removed: row.take()? }))
    };
    sql.all(db).await?.iter_mut().map(taken).collect()
}

/// Keys of these schemes: system and external id.
pub async fn keys_of(
    db: &impl ConnectionTrait,
    ids: &[FundingSchemeId],
) -> Result<HashMap<FundingSchemeId, Vec<(String, String)>>> {
    let mut sql = Sql::new("select object_id, system, value from external_reference where object_type = ");
    sql.bind(FundingSchemeId::PREFIX).push(" and object_id");
    sql.within(ids.iter().copied().collect::<Values>()).push(" order by system, value");
    let mut found: HashMap<FundingSchemeId, Vec<(String, String)>> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push((row.take()?, row.take()?));
    }
    Ok(found)
}
