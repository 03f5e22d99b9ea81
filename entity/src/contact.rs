//! Table `contact`.

use sea_orm::entity::prelude::*;

use crate::{ContactId, LegalBasis, MemberId, PartnerId, StructureId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactId,
    pub member_id: MemberId,
    pub structure_id: Option<StructureId>,
    pub partner_id: Option<PartnerId>,
    pub name: Option<String>,
    pub sort_key: String,
    pub role: Option<String>,
    pub email: Option<String>,
    pub email_key: Option<String>,
    pub phone: Option<String>,
    pub source: Option<String>,
    pub legal_basis: LegalBasis,
    pub verified_on: Option<Date>,
    pub objected_at: Option<DateTimeUtc>,
    pub objection_reason: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
