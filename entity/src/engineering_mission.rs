//! Table `engineering_mission`.

use sea_orm::entity::prelude::*;

use crate::{AccompanimentId, EngineeringKind, EngineeringMissionId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "engineering_mission")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EngineeringMissionId,
    pub accompaniment_id: AccompanimentId,
    pub kind: EngineeringKind,
    pub provider: String,
    pub aim: Option<String>,
    pub days: Option<f64>,
    pub cost_cents: Option<i64>,
    pub funder_id: Option<TermId>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
