//! Table `enrolment`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, EnrolmentId, EnrolmentStatus, ParticipantId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnrolmentId,
    pub edition_id: EditionId,
    pub participant_id: ParticipantId,
    pub status: EnrolmentStatus,
    pub turn: i32,
    pub reason: Option<String>,
    pub applied_on: Date,
    pub decided_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
