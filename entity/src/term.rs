//! Table `term`.

use sea_orm::entity::prelude::*;

use crate::{MemberId, TermId, VocabularyId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TermId,
    pub vocabulary_id: VocabularyId,
    pub scheme: String,
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    pub label_folded: String,
    pub sort_key: String,
    pub broader_id: Option<TermId>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub replaced_by_id: Option<TermId>,
    pub notes: Option<String>,
    pub created_by: Option<MemberId>,
    pub version: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
