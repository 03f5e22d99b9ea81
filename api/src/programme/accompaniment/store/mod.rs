//! Statements on accompaniments: what their member's people see, the board, changes.

mod board;
mod read;
mod write;

use entity::{accompaniment, accompaniment_step};

use super::view::Seen;
use crate::access::{Actor, Scope};
use crate::db::{Columns, Row, Sql, columns};
use crate::error::Result;

pub use board::{Column, board};
pub use read::{Filter, Sort, answering, count, find_by_ids, list, observations_of, steps_of};
pub use write::{add, known, lookup, save, touch};

columns!(accompaniment::Model: id, member_id, structure_id, holder, search_folded, referent_id, request, channel_id,
    received_on, stage, stage_entered_on, stage_due_on, orientation, diagnosis, diagnosis_drafted_on,
    diagnosis_validated_on, diagnosis_validated_by, plan, opinion, opinion_text, exit_id, exit_reason, version,
    created_by, created_at, updated_at);
columns!(accompaniment_step::Model: accompaniment_id, stage, entered_on, due_on);

/// When the next follow-up is due: what the last one said.
const FOLLOW_UP_DUE: &str = "(select f.next_due_on from accompaniment_follow_up f where f.accompaniment_id = a.id \
                             order by f.held_on desc, f.id desc limit 1)";

/// The condition under which a record's accompaniment, `a`, exists for an actor: its own member's.
pub fn visible_to(actor: &Actor) -> Sql {
    let Some(member) = actor.works_for_with(Scope::ProgrammesRead) else { return Sql::new("1 = 0") };
    let mut sql = Sql::new("a.member_id = ");
    sql.bind(member);
    sql
}

/// Joins and condition behind a record `x` of an accompaniment.
pub fn behind(actor: &Actor) -> Sql {
    let mut sql = Sql::new(" join accompaniment a on a.id = x.accompaniment_id where ");
    sql.append(visible_to(actor));
    sql
}

/// Begins a statement on what the actor sees.
fn seen(actor: &Actor) -> Sql {
    let mut sql = Sql::new(format!(
        "select {}, {FOLLOW_UP_DUE} from accompaniment a where ",
        accompaniment::Model::list("a")
    ));
    sql.append(visible_to(actor));
    sql
}

fn read(row: &mut Row) -> Result<Seen> {
    Ok(Seen { row: accompaniment::Model::read(row)?, follow_up_due: row.take()? })
}

/// Adds the condition that something should be done by now.
fn late(sql: &mut Sql, today: chrono::NaiveDate) {
    sql.push("(a.stage <> 'CLOSED' and (coalesce(a.stage_due_on < ").bind(today);
    sql.push(format!(", false) or coalesce({FOLLOW_UP_DUE} < ")).bind(today).push(", false)))");
}
