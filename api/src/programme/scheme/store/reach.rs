//! What lies around terms and territories, and inside them.

use std::collections::BTreeSet;

use entity::{TermId, TerritoryId};
use sea_orm::ConnectionTrait;

use super::super::rules::Reach;
use crate::db::{Row, Sql, Values};
use crate::error::Result;

/// ` in (...)`: the expression before is one of the terms that `wanted` names (` in (...)` behind an id), in any version
/// of its vocabulary, one that contains it, or a family of beneficiaries that matches one of these.
pub fn around_terms(wanted: Sql) -> Sql {
    let mut sql = Sql::new(" in (");
    sql.append(upwards(wanted)).push(")");
    sql
}

fn upwards(wanted: Sql) -> Sql {
    let mut sql = Sql::new(
        "with recursive up(id) as (select w.id from term n join term w on w.scheme = n.scheme and w.code = n.code \
         where n.id",
    );
    sql.append(wanted).push(
        " union select t.broader_id from up u join term t on t.id = u.id where t.broader_id is not null) \
         select id from up union select m.term_id from up u join term_match m on m.target_id = u.id \
         join term b on b.id = m.term_id where b.scheme = 'beneficiary' \
         union select m.target_id from up u join term_match m on m.term_id = u.id \
         join term b on b.id = m.target_id where b.scheme = 'beneficiary'",
    );
    sql
}

/// The terms around these and inside them, in two statements; nothing where none is named.
pub async fn terms(db: &impl ConnectionTrait, of: &[TermId]) -> Result<Option<Reach<TermId>>> {
    if of.is_empty() {
        return Ok(None);
    }
    let wanted = || {
        let mut sql = Sql::default();
        sql.within(of.iter().copied().collect::<Values>());
        sql
    };
    let mut down = Sql::new(
        "with recursive down(id) as (select w.id from term n join term w on w.scheme = n.scheme and w.code = n.code \
         where n.id",
    );
    down.append(wanted());
    down.push(" union select t.id from down d join term t on t.broader_id = d.id) select id from down");
    let around = ids(upwards(wanted()).all(db).await?)?;
    Ok(Some(Reach { around, inside: ids(down.all(db).await?)? }))
}

/// The territories around these, and those inside them that are a scheme's zone, in any vintage; nothing where none is
/// named.
pub async fn places(db: &impl ConnectionTrait, of: &[TerritoryId]) -> Result<Option<Reach<TerritoryId>>> {
    if of.is_empty() {
        return Ok(None);
    }
    let named = "from territory n join territory w on w.kind = n.kind and w.code = n.code";
    let mut up = Sql::new(format!(
        "select distinct c.ancestor_id {named} join territory_closure c on c.descendant_id = w.id where n.id"
    ));
    up.within(of.iter().copied().collect::<Values>());
    let mut down = Sql::new(format!(
        "select distinct z.territory_id from funding_scheme_zone z where z.territory_id in \
         (select c.descendant_id {named} join territory_closure c on c.ancestor_id = w.id where n.id"
    ));
    down.within(of.iter().copied().collect::<Values>()).push(")");
    Ok(Some(Reach { around: ids(up.all(db).await?)?, inside: ids(down.all(db).await?)? }))
}

fn ids<T: Ord + sea_orm::TryGetable>(rows: Vec<Row>) -> Result<BTreeSet<T>> {
    rows.into_iter().map(|mut row| row.take()).collect()
}
