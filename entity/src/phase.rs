//! Table `phase`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, PhaseId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "phase")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PhaseId,
    pub edition_id: EditionId,
    pub rank: i32,
    pub kind_id: TermId,
    pub title: String,
    pub aim: Option<String>,
    pub modality_id: Option<TermId>,
    pub tools: Option<String>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
