//! Table `audit_seal`.

use sea_orm::entity::prelude::*;

use crate::AuditEntryId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub entry_id: AuditEntryId,
    pub previous: String,
    pub hash: String,
    pub sealed_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
