//! Table `observation_source`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, ObservationSourceId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation_source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObservationSourceId,
    pub member_id: MemberId,
    pub kind_id: TermId,
    pub title: String,
    pub dated_on: Option<Date>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
