//! Table `invited_provider`.

use sea_orm::entity::prelude::*;

use crate::{ConsultationId, InvitedProviderId, PartnerId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invited_provider")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitedProviderId,
    pub consultation_id: ConsultationId,
    pub partner_id: PartnerId,
    pub invited_on: Date,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
