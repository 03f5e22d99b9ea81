//! Table `funding_scheme_term`.

use sea_orm::entity::prelude::*;

use crate::{FundingSchemeId, TermId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_scheme_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub funding_scheme_id: FundingSchemeId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: TermId,
    pub scheme: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
