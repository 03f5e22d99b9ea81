//! Table `funding_line`.

use sea_orm::entity::prelude::*;

use crate::{EditionId, FundingLineId, FundingSchemeId, FundingStatus, PartnerId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingLineId,
    pub edition_id: EditionId,
    pub rank: i32,
    pub label: String,
    pub funder_id: Option<TermId>,
    pub partner_id: Option<PartnerId>,
    pub scheme_id: Option<FundingSchemeId>,
    pub amount: i64,
    pub status: FundingStatus,
    pub asked_on: Option<Date>,
    pub deadline: Option<Date>,
    pub decided_on: Option<Date>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
