//! Table `term_match`.

use sea_orm::entity::prelude::*;

use crate::{MatchKind, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "term_match")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: TermId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: TermId,
    pub kind: MatchKind,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
