//! Table `policy_framework_term`.

use sea_orm::entity::prelude::*;

use crate::{PolicyFrameworkId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_framework_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub policy_framework_id: PolicyFrameworkId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: TermId,
    pub scheme: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
