//! Table `participant`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, ParticipantId, ParticipantKind, StructureId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    pub member_id: MemberId,
    pub kind: ParticipantKind,
    pub name: Option<String>,
    pub name_folded: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub project: Option<String>,
    pub structure_id: Option<StructureId>,
    pub structure_consent_on: Option<Date>,
    pub erased_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
