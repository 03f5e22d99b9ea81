//! Statements on structures: lists and what hangs on them, cards as stored, writes.

mod children;
mod filter;
mod list;
mod stored;
mod write;

use entity::{FieldChangeId, MemberId, StructureId, field_change, structure};
use sea_orm::ConnectionTrait;

use super::card::Reference;
use super::keys::{Carriers, Taken};
use crate::db::{Columns, Row, Sql, Values, columns};
use crate::error::Result;

pub(super) use children::{identifiers_of, references_of, terms_of, zones_of};
pub use filter::{Filter, TermsWanted};
pub(super) use list::{Listed, Question, count, list};
pub use list::{Neighbour, Sort};
pub use stored::Stored;
pub(super) use stored::find_stored;
pub(in crate::directory) use stored::texts;
pub(super) use write::{insert, remove, update};

columns!(structure::Model: id, name, sort_key, other_names, search_folded, description, web, legal_form_id,
    ess_status_id, main_sector_id, main_function_id, organisation_kind_id, career_stage_id, staff_bracket_id,
    budget_bracket_id, creation_year, territory_id, shared_territory_id, member_id, contributed_by, restricted,
    version, created_at, updated_at, deleted_at, merged_into);

/// Type of a structure in `external_reference`, `field_change` and the like.
const KIND: &str = <StructureId as entity::TypedId>::PREFIX;

/// Structures with these ids, those removed left out.
pub async fn find_by_ids(db: &impl ConnectionTrait, ids: &[StructureId]) -> Result<Vec<structure::Model>> {
    let mut sql = Sql::new(format!(
        "select {} from structure s where s.deleted_at is null and s.id",
        structure::Model::list("s")
    ));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(structure::Model::read).collect()
}

/// Changes of structures with these ids.
pub(super) async fn find_changes(
    db: &impl ConnectionTrait,
    ids: &[FieldChangeId],
) -> Result<Vec<field_change::Model>> {
    let mut sql = Sql::new(format!(
        "select {} from field_change f where f.object_type = ",
        field_change::Model::list("f")
    ));
    sql.bind(KIND).push(" and f.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(field_change::Model::read).collect()
}

/// Adds the condition under which a reader of a member meets a row `s` in full.
pub(in crate::directory) fn open_to(sql: &mut Sql, member: Option<MemberId>) {
    match member {
        Some(member) => {
            sql.push("(not s.restricted or s.contributed_by = ").bind(member);
            sql.push(" or s.member_id = ").bind(member).push(")")
        }
        None => sql.push("not s.restricted"),
    };
}

/// The structure, removed or not, behind each of these keys of one system.
pub(super) async fn find_by_references(
    db: &impl ConnectionTrait,
    references: &[Reference],
    member: Option<MemberId>,
) -> Result<Vec<Taken>> {
    let mut sql = Sql::new("select r.system, r.value, r.object_id, s.deleted_at is not null, ");
    open_to(&mut sql, member);
    sql.push(" from external_reference r join structure s on s.id = r.object_id where r.object_type = ");
    sql.bind(KIND).push(" and r.system");
    sql.within(Values::Texts(references.iter().map(|reference| reference.system.clone()).collect()));
    sql.push(" and r.value");
    sql.within(Values::Texts(references.iter().map(|reference| reference.external_id.clone()).collect()));
    let read = |mut row: Row| {
        let reference = Reference { system: row.take()?, external_id: row.take()? };
        let (id, deleted) = (row.take()?, row.take()?);
        Ok(Taken { reference, id, deleted, open: row.take::<Option<bool>>()?.unwrap_or_default() })
    };
    sql.all(db).await?.into_iter().map(read).collect()
}

/// Which structures carry these identifiers, among those that a member's people meet in full.
pub(super) async fn find_carrying(
    db: &impl ConnectionTrait,
    values: Vec<String>,
    member: Option<MemberId>,
) -> Result<Carriers> {
    let mut carriers = Carriers::new();
    if values.is_empty() {
        return Ok(carriers);
    }
    let mut sql = Sql::new(
        "select i.scheme, i.value, i.structure_id from structure_identifier i join structure s \
         on s.id = i.structure_id where s.deleted_at is null and ",
    );
    open_to(&mut sql, member);
    sql.push(" and i.value").within(Values::Texts(values)).push(" order by i.structure_id");
    for mut row in sql.all(db).await? {
        carriers.entry((row.take()?, row.take()?)).or_default().push(row.take()?);
    }
    Ok(carriers)
}
