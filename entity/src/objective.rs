//! Table `objective`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, ObjectiveId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "objective")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObjectiveId,
    pub edition_id: EditionId,
    pub rank: i32,
    pub statement: String,
    pub accompanists_agreed_on: Option<Date>,
    pub accompanists_agreed_by: Option<String>,
    pub accompanied_agreed_on: Option<Date>,
    pub accompanied_agreed_by: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
