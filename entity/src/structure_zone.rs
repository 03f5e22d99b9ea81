//! Table `structure_zone`.

use sea_orm::entity::prelude::*;

use crate::{StructureId, TerritoryId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "structure_zone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub structure_id: StructureId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub territory_id: TerritoryId,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
