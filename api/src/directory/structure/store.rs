use entity::{StructureId, structure};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Sql, Values, columns};
use crate::error::Result;

columns!(structure::Model: id, name, sort_key, other_names, search_folded, description, web, legal_form_id,
    ess_status_id, main_sector_id, main_function_id, organisation_kind_id, career_stage_id, staff_bracket_id,
    budget_bracket_id, creation_year, territory_id, shared_territory_id, member_id, contributed_by, restricted,
    version, created_at, updated_at, deleted_at, merged_into);

/// Structures with these ids, those removed left out.
pub async fn find_by_ids(db: &impl ConnectionTrait, ids: &[StructureId]) -> Result<Vec<structure::Model>> {
    let mut sql = Sql::new(format!(
        "select {} from structure s where s.deleted_at is null and s.id",
        structure::Model::list("s")
    ));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(structure::Model::read).collect()
}
