//! Table `accompaniment_hand_over`.

use sea_orm::entity::prelude::*;

use crate::{AccompanimentHandOverId, AccompanimentId, AccountId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accompaniment_hand_over")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccompanimentHandOverId,
    pub accompaniment_id: AccompanimentId,
    pub from_id: AccountId,
    pub to_id: AccountId,
    pub handed_on: Date,
    pub note: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
