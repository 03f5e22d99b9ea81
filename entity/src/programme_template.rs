//! Table `programme_template`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, ProgrammeTemplateId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeTemplateId,
    pub member_id: Option<MemberId>,
    pub code: Option<String>,
    pub title: String,
    pub sort_key: String,
    pub summary: Option<String>,
    pub blueprint: Json,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
