//! Table `document`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DocumentId, EditionId, Visibility};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub edition_id: EditionId,
    pub account_id: Option<AccountId>,
    pub title: String,
    pub kind: String,
    pub url: String,
    pub confidentiality: Visibility,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
