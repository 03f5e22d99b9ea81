//! Table `verbatim`.

use sea_orm::entity::prelude::*;

use crate::{ObservationId, VerbatimId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verbatim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VerbatimId,
    pub observation_id: ObservationId,
    pub text: String,
    pub speaker: Option<String>,
    pub shareable: bool,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
