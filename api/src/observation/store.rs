//! What the writes of all contributed things look up: terms, structures.

use std::collections::HashSet;

use chrono::NaiveDate;
use entity::{StructureId, TermId};
use sea_orm::ConnectionTrait;

use super::rules::{KnownTerm, KnownTerms};
use crate::db::{Row, Sql, Values};
use crate::error::Result;
use crate::graphql::parse_id;
use crate::reference::vocabulary::begun_latest_last;

const TERMS: &str = "select t.id, t.scheme, t.code, coalesce(g.code, f.code), t.valid_to from term t \
                     join vocabulary v on v.id = t.vocabulary_id left join term f on f.id = t.broader_id \
                     left join term g on g.id = f.broader_id";

/// Terms named by scheme and code (or id), and others by id, as far as they exist.
pub async fn terms(
    db: &impl ConnectionTrait,
    named: &[(&'static str, String)],
    ids: impl IntoIterator<Item = TermId>,
    today: NaiveDate,
) -> Result<KnownTerms> {
    let (schemes, codes) = named.iter().map(|(scheme, code)| ((*scheme).to_owned(), code.clone())).unzip();
    let ids = ids.into_iter().chain(named.iter().filter_map(|(_, name)| parse_id(name)));
    let mut sql = Sql::new(TERMS);
    sql.push(" where (t.scheme").within(Values::Texts(schemes));
    sql.push(" and t.code").within(Values::Texts(codes));
    sql.push(" or t.id").within(ids.collect::<Values>()).push(")");
    read_terms(sql, db, today).await
}

/// Every term: for an import, once.
pub async fn all_terms(db: &impl ConnectionTrait, today: NaiveDate) -> Result<KnownTerms> {
    read_terms(Sql::new(format!("{TERMS} where 1 = 1")), db, today).await
}

async fn read_terms(mut sql: Sql, db: &impl ConnectionTrait, today: NaiveDate) -> Result<KnownTerms> {
    begun_latest_last(&mut sql, today);
    let read = |row: &mut Row| {
        let (id, scheme, code) = (row.take()?, row.take()?, row.take()?);
        Ok(KnownTerm { id, scheme, code, family: row.take()?, valid_to: row.take()? })
    };
    let terms = sql.all(db).await?.iter_mut().map(read).collect::<Result<Vec<_>>>()?;
    Ok(KnownTerms::new(terms, today))
}

/// Those of these structures that the directory holds.
pub async fn structures(db: &impl ConnectionTrait, ids: Vec<StructureId>) -> Result<HashSet<StructureId>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new("select id from structure where deleted_at is null and id");
    sql.within(ids.into_iter().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}
