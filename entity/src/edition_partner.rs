//! Table `edition_partner`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, EditionPartnerId, PartnerId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_partner")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EditionPartnerId,
    pub edition_id: EditionId,
    pub partner_id: PartnerId,
    pub kind_id: TermId,
    pub days: Option<f64>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
