//! Table `observation`.

use sea_orm::entity::prelude::*;

use crate::{
    AccountId, AuthorisationId, MemberId, ObservationId, ObservationSourceId, ObservationStatus, StructureId,
    TermId, TerritoryId, Visibility,
};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObservationId,
    pub member_id: MemberId,
    pub statement: String,
    pub statement_folded: String,
    pub method_id: TermId,
    pub formulation_id: TermId,
    pub main_theme_id: TermId,
    pub main_sector_id: Option<TermId>,
    pub territory_id: TerritoryId,
    pub shared_territory_id: TerritoryId,
    pub organisation_kind_id: Option<TermId>,
    pub career_stage_id: Option<TermId>,
    pub observed_on: Date,
    pub month: i32,
    pub intensity: i32,
    pub people_concerned: Option<i32>,
    pub organisations_concerned: Option<i32>,
    pub structure_id: Option<StructureId>,
    pub identifiable: bool,
    pub sensitive: bool,
    pub derived: bool,
    pub source_id: Option<ObservationSourceId>,
    pub authorisation_id: Option<AuthorisationId>,
    pub authorised: bool,
    pub visibility: Visibility,
    pub cut_visibility: String,
    pub status: ObservationStatus,
    pub status_reason: Option<String>,
    pub version: i32,
    pub created_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
