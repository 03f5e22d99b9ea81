//! Table `coverage`.

use sea_orm::entity::prelude::*;

use crate::{CoverageId, MemberId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "coverage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CoverageId,
    pub member_id: MemberId,
    pub territory_id: TerritoryId,
    pub first_month: i32,
    pub last_month: Option<i32>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
