//! Statements on partners: lists and what hangs on them, cards as stored, writes. Reads begin with the condition under
//! which a partner exists for the reader.

mod filter;
mod list;
mod stored;
mod write;

use entity::{MembershipId, PartnerId, StructureId, partner};
use sea_orm::ConnectionTrait;

pub(super) use filter::{Filter, Intervention, TermsWanted};
pub(super) use list::{Question, Sort, count, list};
pub(super) use stored::{Stored, absences_of, find_stored, terms_of, zones_of};
pub(super) use write::{insert, remove, update};

use crate::access::{Actor, Scope};
use crate::db::{Columns, Row, Sql, Values, columns};
use crate::directory::structure::{open_to, reads_inside};
use crate::error::Result;

columns!(partner::Model: id, member_id, structure_id, account_id, name, sort_key, name_folded, description,
    rates, web, version, created_at, updated_at, deleted_at);

/// A partner with the name it goes by.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its row.
    pub row: partner::Model,
    /// Its own name, or that of its structure.
    pub name: String,
    /// Where this name stands in dictionary order.
    pub sort_key: String,
}

impl Seen {
    fn columns() -> String {
        format!("{}, coalesce(p.name, s.name), coalesce(p.sort_key, s.sort_key)", partner::Model::list("p"))
    }

    fn read(row: &mut Row) -> Result<Self> {
        Ok(Self { row: partner::Model::read(row)?, name: row.take()?, sort_key: row.take()? })
    }
}

/// Where partners `p` are read from, with their structures `s`.
const FROM: &str = " from partner p left join structure s on s.id = p.structure_id";

/// Adds the condition under which a partner `p` of a structure `s` exists for an actor.
pub(in crate::directory) fn visible(sql: &mut Sql, actor: &Actor) {
    sql.push("(p.deleted_at is null and (p.structure_id is not null and s.deleted_at is null and ");
    open_to(sql, actor.works_for_with(Scope::DirectoryRead));
    sql.push(if reads_inside(actor) { " or p.structure_id is null))" } else { "))" });
}

/// Begins a statement on the partners `p` that an actor sees.
pub fn seen(actor: &Actor, selected: &str) -> Sql {
    let mut sql = Sql::new(format!("select {selected}{FROM} where "));
    visible(&mut sql, actor);
    sql
}

/// Those of these that an actor sees.
pub async fn find_by_ids(db: &impl ConnectionTrait, actor: &Actor, ids: &[PartnerId]) -> Result<Vec<Seen>> {
    let mut sql = seen(actor, &Seen::columns());
    sql.push(" and p.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Seen::read).collect()
}

/// The partners that an actor sees that these structures are.
pub(super) async fn find_by_structures(
    db: &impl ConnectionTrait,
    actor: &Actor,
    structures: &[StructureId],
) -> Result<Vec<Seen>> {
    let mut sql = seen(actor, &Seen::columns());
    sql.push(" and p.structure_id").within(structures.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Seen::read).collect()
}

/// Whether an external partner acts by an account.
pub(super) async fn is_partner_account(
    db: &impl ConnectionTrait,
    account: entity::AccountId,
) -> Result<bool> {
    let mut sql = Sql::new("select m.id from membership m where m.ended_at is null and m.role = ");
    sql.bind(entity::Role::Partner.as_str()).push(" and m.account_id = ").bind(account).push(" limit 1");
    let found: Option<MembershipId> = sql.first(db).await?.map(|mut row| row.take()).transpose()?;
    Ok(found.is_some())
}
