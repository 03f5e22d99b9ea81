//! Table `accompaniment_follow_up`.

use sea_orm::entity::prelude::*;

use crate::{AccompanimentFollowUpId, AccompanimentId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accompaniment_follow_up")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccompanimentFollowUpId,
    pub accompaniment_id: AccompanimentId,
    pub held_on: Date,
    pub note: String,
    pub next_due_on: Option<Date>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
