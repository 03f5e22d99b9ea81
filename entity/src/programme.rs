//! Table `programme`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, MemberId, ProgrammeId, Visibility};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeId,
    pub member_id: MemberId,
    pub title: String,
    pub title_folded: String,
    pub sort_key: String,
    pub summary: Option<String>,
    pub visibility: Visibility,
    pub version: i32,
    pub created_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
