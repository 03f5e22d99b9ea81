//! Table `announcement`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, AnnouncementAudience, AnnouncementId, EditionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AnnouncementId,
    pub edition_id: EditionId,
    pub account_id: Option<AccountId>,
    pub audience: AnnouncementAudience,
    pub title: String,
    pub text: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
