//! Table `vocabulary`.

use sea_orm::entity::prelude::*;

use crate::VocabularyId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "vocabulary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VocabularyId,
    pub scheme: String,
    pub version: String,
    pub title_fr: String,
    pub title_en: String,
    pub uri: Option<String>,
    pub source: String,
    pub licence: String,
    pub valid_from: Option<Date>,
    pub extensible: bool,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
