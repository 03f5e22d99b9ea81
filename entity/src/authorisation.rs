//! Table `authorisation`.

use sea_orm::entity::prelude::*;

use crate::{AuthorisationId, MemberId, StructureId, TermId, Visibility};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "authorisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorisationId,
    pub member_id: MemberId,
    pub basis_id: TermId,
    pub structure_id: Option<StructureId>,
    pub granted_by: String,
    pub granted_on: Date,
    pub level: Visibility,
    pub source: Option<String>,
    pub licence_id: Option<TermId>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub withdrawal_reason: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
