//! Table `funding_scheme`.

use sea_orm::entity::prelude::*;

use crate::{FundingLevel, FundingRecurrence, FundingSchemeId, MemberId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_scheme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingSchemeId,
    pub member_id: MemberId,
    pub title: String,
    pub sort_key: String,
    pub search_folded: String,
    pub url: Option<String>,
    pub funders: Json,
    pub level: Option<FundingLevel>,
    pub description: Option<String>,
    pub recurrence: FundingRecurrence,
    pub call_for_projects: bool,
    pub opens_on: Option<Date>,
    pub deadline: Option<Date>,
    pub deadline_order: Date,
    pub max_rate: Option<f64>,
    pub min_amount: Option<i64>,
    pub max_amount: Option<i64>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
