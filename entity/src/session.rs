//! Table `session`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, PhaseId, SessionId, SessionSeriesId, TermId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub edition_id: EditionId,
    pub phase_id: Option<PhaseId>,
    pub series_id: Option<SessionSeriesId>,
    pub series_start: Option<DateTimeUtc>,
    pub title: String,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub time_zone: String,
    pub territory_id: Option<TerritoryId>,
    pub place: Option<String>,
    pub link: Option<String>,
    pub modality_id: Option<TermId>,
    pub capacity: Option<i32>,
    pub sequence: i32,
    pub cancelled_at: Option<DateTimeUtc>,
    pub cancel_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
