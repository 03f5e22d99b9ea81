//! Table `structure_identifier`.

use sea_orm::entity::prelude::*;

use crate::{StructureId, StructureIdentifierId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "structure_identifier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StructureIdentifierId,
    pub structure_id: StructureId,
    pub scheme: String,
    pub value: String,
    pub source: String,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub check_result: String,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
