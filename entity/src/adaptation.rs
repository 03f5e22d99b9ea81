//! Table `adaptation`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, AdaptationId, EditionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "adaptation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AdaptationId,
    pub edition_id: EditionId,
    pub account_id: Option<AccountId>,
    pub reason: String,
    pub moves: Json,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
