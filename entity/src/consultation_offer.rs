//! Table `consultation_offer`.

use sea_orm::entity::prelude::*;

use crate::{ConsultationId, ConsultationOfferId, PartnerId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_offer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsultationOfferId,
    pub consultation_id: ConsultationId,
    pub partner_id: PartnerId,
    pub received_on: Date,
    pub days: f64,
    pub price: i64,
    pub with_vat: bool,
    pub method: Option<String>,
    pub url: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
