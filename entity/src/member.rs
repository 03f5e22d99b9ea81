//! Table `member`.

use sea_orm::entity::prelude::*;

use crate::MemberId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub name: String,
    pub name_folded: String,
    pub sort_key: String,
    pub demonstration: bool,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub left_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
