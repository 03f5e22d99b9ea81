//! Table `joined_edition`.

use sea_orm::entity::prelude::*;

use crate::{AccompanimentId, EditionId, JoinedEditionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "joined_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JoinedEditionId,
    pub accompaniment_id: AccompanimentId,
    pub edition_id: EditionId,
    pub joined_on: Date,
    pub aim: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
