//! Table `consultation`.

use sea_orm::entity::prelude::*;

use crate::{ConsultationId, ConsultationOfferId, ConsultationStatus, EditionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsultationId,
    pub edition_id: EditionId,
    pub title: String,
    pub terms_of_reference: String,
    pub url: Option<String>,
    pub criteria: Option<String>,
    pub offers_by: Date,
    pub ceiling: Option<i64>,
    pub status: ConsultationStatus,
    pub decided_on: Option<Date>,
    pub reason: Option<String>,
    pub chosen_offer_id: Option<ConsultationOfferId>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
