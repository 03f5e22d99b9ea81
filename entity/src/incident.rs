//! Table `incident`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EditionId, IncidentId, IncidentSeverity};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IncidentId,
    pub edition_id: EditionId,
    pub account_id: Option<AccountId>,
    pub happened_on: Date,
    pub severity: IncidentSeverity,
    pub description: String,
    pub decision: Option<String>,
    pub follow_up: Option<String>,
    pub resolved_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
