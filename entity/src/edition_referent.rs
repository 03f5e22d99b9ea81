//! Table `edition_referent`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EditionId, EditionReferentId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_referent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionReferentId,
    pub edition_id: EditionId,
    pub account_id: AccountId,
    pub since: Date,
    pub note: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
