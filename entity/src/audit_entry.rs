//! Table `audit_entry`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ApiKeyId, AuditEntryId, MemberId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    pub at: DateTimeUtc,
    pub actor_kind: String,
    pub account_id: Option<AccountId>,
    pub api_key_id: Option<ApiKeyId>,
    pub member_id: Option<MemberId>,
    pub action: String,
    pub object_type: String,
    pub object_id: Uuid,
    pub detail: Json,
    pub request_id: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
