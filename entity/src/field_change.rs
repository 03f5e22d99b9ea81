//! Table `field_change`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, AuditEntryId, FieldChangeId, MemberId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "field_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FieldChangeId,
    pub entry_id: AuditEntryId,
    pub object_type: String,
    pub object_id: Uuid,
    pub field: String,
    pub before: Option<Json>,
    pub after: Option<Json>,
    pub at: DateTimeUtc,
    pub account_id: Option<AccountId>,
    pub member_id: Option<MemberId>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
