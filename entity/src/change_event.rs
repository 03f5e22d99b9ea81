//! Table `change_event`.

use sea_orm::entity::prelude::*;

use crate::MemberId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "change_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub at: DateTimeUtc,
    pub kind: String,
    pub object_type: String,
    pub object_id: Uuid,
    pub member_id: Option<MemberId>,
    pub audience: String,
    pub other_id: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
