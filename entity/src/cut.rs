//! Table `cut`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cut")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub made_at: DateTimeUtc,
    pub facts: i64,
    pub added: i64,
    pub removed: i64,
    pub software: String,
    /// Thresholds of the charter that it froze.
    pub thresholds: Option<Json>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
