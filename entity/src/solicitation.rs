//! Table `solicitation`.

use sea_orm::entity::prelude::*;

use crate::{
    AccountId, EditionId, MemberId, PartnerId, SessionId, SolicitationId, SolicitationStatus, TermId,
};

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "solicitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SolicitationId,
    pub edition_id: EditionId,
    pub member_id: MemberId,
    pub account_id: Option<AccountId>,
    pub partner_id: PartnerId,
    pub kind_id: TermId,
    pub session_id: Option<SessionId>,
    pub role: Option<String>,
    pub message: Option<String>,
    pub answer_by: Option<Date>,
    pub status: SolicitationStatus,
    pub secret_hash: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
    pub seen_at: Option<DateTimeUtc>,
    pub answered_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
    pub reminders: i32,
    pub reminded_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
