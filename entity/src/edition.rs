//! Table `edition`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EditionId, EditionStatus, ProgrammeId, ProgrammeTemplateId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionId,
    pub programme_id: ProgrammeId,
    pub number: i32,
    pub title: Option<String>,
    pub territory_id: TerritoryId,
    pub starts_on: Date,
    pub ends_on: Date,
    pub capacity: Option<i32>,
    pub status: EditionStatus,
    pub status_reason: Option<String>,
    pub referent_id: Option<AccountId>,
    pub from_edition_id: Option<EditionId>,
    pub from_template_id: Option<ProgrammeTemplateId>,
    pub questionnaires: Json,
    pub opened_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
