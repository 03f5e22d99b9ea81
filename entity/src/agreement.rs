//! Table `agreement`.

use sea_orm::entity::prelude::*;

use crate::{AgreementId, ConsultationId, EditionId, ProgrammeId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    pub programme_id: ProgrammeId,
    pub edition_id: Option<EditionId>,
    pub consultation_id: Option<ConsultationId>,
    pub renewed_from_id: Option<AgreementId>,
    pub object: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub renew_by: Option<Date>,
    pub amount: Option<i64>,
    pub signed_on: Option<Date>,
    pub url: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
