//! Table `structure`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, StructureId, TermId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "structure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StructureId,
    pub name: String,
    pub sort_key: String,
    pub other_names: Json,
    pub search_folded: String,
    pub description: Option<String>,
    pub web: Json,
    pub legal_form_id: Option<TermId>,
    pub ess_status_id: Option<TermId>,
    pub main_sector_id: Option<TermId>,
    pub main_function_id: Option<TermId>,
    pub organisation_kind_id: Option<TermId>,
    pub career_stage_id: Option<TermId>,
    pub staff_bracket_id: Option<TermId>,
    pub budget_bracket_id: Option<TermId>,
    pub creation_year: Option<i32>,
    pub territory_id: Option<TerritoryId>,
    pub shared_territory_id: Option<TerritoryId>,
    pub member_id: Option<MemberId>,
    pub contributed_by: Option<MemberId>,
    pub restricted: bool,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub merged_into: Option<StructureId>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
