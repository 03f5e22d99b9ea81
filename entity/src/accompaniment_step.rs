//! Table `accompaniment_step`.

use sea_orm::entity::prelude::*;

use crate::{AccompanimentId, AccompanimentStage};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accompaniment_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub accompaniment_id: AccompanimentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage: AccompanimentStage,
    pub entered_on: Date,
    pub due_on: Option<Date>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
