//! Table `budget_line`.

use sea_orm::entity::prelude::*;

use crate::{BudgetKind, BudgetLineId, EditionId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetLineId,
    pub edition_id: EditionId,
    pub rank: i32,
    pub kind: BudgetKind,
    pub account: String,
    pub label: String,
    pub quantity: f64,
    pub unit: String,
    pub unit_cost: i64,
    pub with_vat: bool,
    pub actual: Option<i64>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
