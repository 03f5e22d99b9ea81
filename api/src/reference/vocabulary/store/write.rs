use entity::{TermId, term};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::db::{Sql, Tx, fold};
use crate::error::Result;
use crate::reference::vocabulary::rules::{Addition, Retirement};

/// What a new term meets: the last place among those its broader term contains, and whether its code is taken.
pub(in crate::reference::vocabulary) struct Neighbours {
    pub(in crate::reference::vocabulary) last_key: String,
    pub(in crate::reference::vocabulary) taken: bool,
}

/// Looks at the terms around a new one. A code belongs to all versions of its scheme, whatever its case.
pub(in crate::reference::vocabulary) async fn neighbours(
    db: &impl ConnectionTrait,
    broader: &term::Model,
    code: &str,
) -> Result<Neighbours> {
    let mut sql = Sql::new("select max(t.sort_key), (select count(*) from term c where c.scheme = ");
    sql.bind(broader.scheme.as_str()).push(" and lower(c.code) = ").bind(code.to_lowercase());
    sql.push(") from term t where t.broader_id = ").bind(broader.id).push(" or t.id = ").bind(broader.id);
    let Some(mut row) = sql.first(db).await? else {
        return Ok(Neighbours { last_key: broader.sort_key.clone(), taken: false });
    };
    let (last_key, count): (String, i64) = (row.take()?, row.take()?);
    Ok(Neighbours { last_key, taken: count > 0 })
}

/// Adds a term.
pub(in crate::reference::vocabulary) async fn add(
    tx: &Tx,
    id: TermId,
    term: &Addition,
) -> Result<term::Model> {
    let row = term::Model {
        id,
        vocabulary_id: term.broader().vocabulary_id,
        scheme: term.broader().scheme.clone(),
        code: term.wording().code.clone(),
        label_fr: term.wording().label_fr.clone(),
        label_en: term.wording().label_en.clone(),
        label_folded: format!("{} {}", fold(&term.wording().label_fr), fold(&term.wording().label_en)),
        sort_key: term.sort_key().to_owned(),
        broader_id: Some(term.broader().id),
        valid_from: None,
        valid_to: None,
        replaced_by_id: None,
        notes: term.wording().notes.clone(),
        created_by: None,
        version: 1,
    };
    entity::term::Entity::insert(term::ActiveModel::from(row.clone())).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Retires a term; whether it was still at the version that the rule saw.
pub(in crate::reference::vocabulary) async fn retire(tx: &Tx, end: &Retirement) -> Result<bool> {
    let mut sql = Sql::new("update term set version = version + 1, valid_to = ");
    sql.bind(end.valid_to()).push(", replaced_by_id = ").bind(end.replaced_by());
    sql.push(" where id = ").bind(end.term().id).push(" and version = ").bind(end.term().version);
    Ok(sql.run(&**tx).await? == 1)
}
