//! Table `import_run`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ImportRunId, MemberId};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportRunId,
    pub member_id: Option<MemberId>,
    pub account_id: Option<AccountId>,
    pub kind: String,
    pub file_name: String,
    pub file_hash: String,
    pub mapping_hash: String,
    pub last_row: i64,
    pub counters: Json,
    pub started_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
