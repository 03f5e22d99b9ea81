//! Table `policy_framework`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, PolicyFrameworkId, TermId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_framework")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PolicyFrameworkId,
    pub member_id: MemberId,
    pub kind_id: TermId,
    pub title: String,
    pub title_folded: String,
    pub territory_id: TerritoryId,
    pub starts_on: Date,
    pub ends_on: Option<Date>,
    pub signatories: Option<String>,
    pub url: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
