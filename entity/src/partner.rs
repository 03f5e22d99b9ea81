//! Table `partner`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, MemberId, PartnerId, StructureId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "partner")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartnerId,
    pub member_id: MemberId,
    pub structure_id: Option<StructureId>,
    pub account_id: Option<AccountId>,
    pub name: Option<String>,
    pub sort_key: Option<String>,
    pub name_folded: Option<String>,
    pub description: Option<String>,
    pub rates: Option<String>,
    pub web: Json,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
