use std::collections::HashMap;

use entity::{EditionId, attendance};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::db::{Columns, Row, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;

columns!(attendance::Model: id, edition_id, session_id, enrolment_id, presence, hours, sheet, version, created_at);

/// Notes who was at a session in one statement: what was noted before of the same is replaced and keeps its id.
pub async fn note(tx: &Tx, rows: &[attendance::Model]) -> Result<()> {
    let mut sql =
        Sql::new(format!("insert into attendance ({}) values ", attendance::Model::NAMES.join(", ")));
    for (index, row) in rows.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { ", (" }).bind(row.id);
        sql.push(", ").bind(row.edition_id).push(", ").bind(row.session_id);
        sql.push(", ").bind(row.enrolment_id).push(", ").bind(row.presence.as_str());
        sql.push(", ").bind(row.hours).push(", ").bind(row.sheet.clone());
        sql.push(", ").bind(row.version).push(", ").bind(row.created_at).push(")");
    }
    sql.push(
        " on conflict (session_id, enrolment_id) do update set presence = excluded.presence, \
         hours = excluded.hours, sheet = excluded.sheet, version = attendance.version + 1",
    );
    sql.run(&**tx).await?;
    Ok(())
}

/// Of these editions, which part of what was noted says that somebody was there; for their team.
pub async fn rates(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[EditionId],
) -> Result<HashMap<EditionId, f64>> {
    let counted = "x.edition_id, count(*), count(case when x.presence = 'PRESENT' then 1 end)";
    let mut sql = seen::<attendance::Model>(actor, counted);
    sql.push(" and x.edition_id").within(of.iter().copied().collect::<Values>());
    sql.push(" group by x.edition_id");
    let read = |mut row: Row| Ok((row.take()?, rate(row.take()?, row.take()?)));
    sql.all(db).await?.into_iter().map(read).collect()
}

#[expect(clippy::cast_precision_loss, reason = "participants of sessions")]
fn rate(all: i64, present: i64) -> f64 {
    present as f64 / all.max(1) as f64
}
