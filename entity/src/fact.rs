//! Table `fact`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, ObservationId, StructureId, TermId, TerritoryId, Visibility};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "fact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub observation_id: ObservationId,
    pub visibility: Visibility,
    pub member_id: MemberId,
    pub structure_id: Option<StructureId>,
    pub theme_id: TermId,
    pub sector_id: Option<TermId>,
    pub territory_id: TerritoryId,
    pub organisation_kind_id: Option<TermId>,
    pub career_stage_id: Option<TermId>,
    pub method_id: TermId,
    pub month: i32,
    pub intensity: i32,
    pub people_concerned: Option<i32>,
    pub sensitive: bool,
    pub first_cut: i32,
    pub last_cut: Option<i32>,
    pub withdrawn: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
