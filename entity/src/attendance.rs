//! Table `attendance`.

use sea_orm::entity::prelude::*;

use crate::{AttendanceId, EditionId, EnrolmentId, Presence, SessionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendanceId,
    pub edition_id: EditionId,
    pub session_id: SessionId,
    pub enrolment_id: EnrolmentId,
    pub presence: Presence,
    pub hours: Option<f64>,
    pub sheet: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
