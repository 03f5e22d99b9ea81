use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{AccompanimentStage, AccountId, accompaniment};
use sea_orm::ConnectionTrait;

use super::super::view::Seen;
use super::{FOLLOW_UP_DUE, late, read, visible_to};
use crate::access::Actor;
use crate::db::{Columns, Sql};
use crate::error::Result;

/// The accompaniments at one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// How many there are.
    pub count: i64,
    /// How many of them are late.
    pub late: i64,
    /// The first of them.
    pub cards: Vec<Seen>,
}

/// The open accompaniments by stage, in one statement: the late ones first, then those due first, at most `most` a
/// stage.
pub async fn board(
    db: &impl ConnectionTrait,
    actor: &Actor,
    referent: Option<AccountId>,
    (most, today): (usize, NaiveDate),
) -> Result<BTreeMap<AccompanimentStage, Column>> {
    let mut sql = Sql::new(format!(
        "select {}, b.follow_up_due, b.total, b.late_total from (select c.*, \
         row_number() over (partition by c.stage order by c.late desc, coalesce(c.stage_due_on, '9999-12-31'), \
         c.received_on, c.id) as place, count(*) over (partition by c.stage) as total, \
         sum(c.late) over (partition by c.stage) as late_total from (select a.*, {FOLLOW_UP_DUE} as follow_up_due, \
         case when ",
        accompaniment::Model::list("b")
    ));
    late(&mut sql, today);
    sql.push(" then 1 else 0 end as late from accompaniment a where ").append(visible_to(actor));
    sql.push(" and a.stage <> 'CLOSED'");
    if let Some(referent) = referent {
        sql.push(" and a.referent_id = ").bind(referent);
    }
    // Each stage brings one card at least: its counts come with it.
    sql.push(") c) b where b.place <= ").bind(i64::try_from(most.max(1)).unwrap_or(1));
    sql.push(" order by b.place");
    let mut columns: BTreeMap<AccompanimentStage, Column> = BTreeMap::new();
    for mut row in sql.all(db).await? {
        let seen = read(&mut row)?;
        let column = columns.entry(seen.row.stage).or_default();
        (column.count, column.late) = (row.take()?, row.take()?);
        if column.cards.len() < most {
            column.cards.push(seen);
        }
    }
    Ok(columns)
}
