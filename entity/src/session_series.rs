//! Table `session_series`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, SessionSeriesId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session_series")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionSeriesId,
    pub edition_id: EditionId,
    pub rule: String,
    pub time_zone: String,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
