//! Table `resource`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, ResourceId, ResourceKind};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resource")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResourceId,
    pub member_id: MemberId,
    pub kind: ResourceKind,
    pub name: String,
    pub sort_key: String,
    pub capacity: Option<i32>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
