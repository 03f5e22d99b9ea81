//! Table `journal_entry`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EditionId, JournalEntryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JournalEntryId,
    pub edition_id: EditionId,
    pub account_id: Option<AccountId>,
    pub noted_on: Date,
    pub text: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
