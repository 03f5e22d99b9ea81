//! Table `territory`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, TerritoryId, TerritoryKind};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "territory")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TerritoryId,
    pub kind: TerritoryKind,
    pub code: String,
    pub vintage: i32,
    pub name: String,
    pub name_folded: String,
    pub sort_key: String,
    pub population: Option<i64>,
    pub postal_codes: String,
    pub epci_id: Option<TerritoryId>,
    pub department_id: Option<TerritoryId>,
    pub region_id: Option<TerritoryId>,
    pub country_id: Option<TerritoryId>,
    pub created_by: Option<MemberId>,
    pub version: i32,
    pub registered: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
