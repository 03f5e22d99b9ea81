//! Table `accompaniment`.

use sea_orm::entity::prelude::*;

use crate::{
    AccompanimentId, AccompanimentStage, AccountId, CommitteeOpinion, MemberId, StructureId, TermId,
};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accompaniment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccompanimentId,
    pub member_id: MemberId,
    pub structure_id: Option<StructureId>,
    pub holder: Option<String>,
    pub search_folded: String,
    pub referent_id: AccountId,
    pub request: String,
    pub channel_id: Option<TermId>,
    pub received_on: Date,
    pub stage: AccompanimentStage,
    pub stage_entered_on: Date,
    pub stage_due_on: Option<Date>,
    pub orientation: Option<String>,
    pub diagnosis: Option<String>,
    pub diagnosis_drafted_on: Option<Date>,
    pub diagnosis_validated_on: Option<Date>,
    pub diagnosis_validated_by: Option<String>,
    pub plan: Option<String>,
    pub opinion: Option<CommitteeOpinion>,
    pub opinion_text: Option<String>,
    pub exit_id: Option<TermId>,
    pub exit_reason: Option<String>,
    pub version: i32,
    pub created_by: Option<AccountId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
