//! Table `territory_alias`.

use sea_orm::entity::prelude::*;

use crate::{AliasReason, TerritoryId, TerritoryKind};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "territory_alias")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: TerritoryKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub vintage: i32,
    pub reason: AliasReason,
    pub name: String,
    pub name_folded: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub territory_id: TerritoryId,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
