//! Table `programme_proposal`.

use sea_orm::entity::prelude::*;

use crate::{AccountId, MemberId, ProgrammeId, ProgrammeProposalId, ProposalStatus};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_proposal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeProposalId,
    pub programme_id: ProgrammeId,
    pub member_id: MemberId,
    pub account_id: Option<AccountId>,
    pub changes: Json,
    pub comment: String,
    pub base_version: i32,
    pub status: ProposalStatus,
    pub answer: Option<String>,
    pub answered_by: Option<MemberId>,
    pub answered_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
