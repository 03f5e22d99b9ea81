use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::apply(manager, TABLES).await
    }
}

const TABLES: &str = r"
create table solicitation (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    member_id {id} not null references member (id),
    account_id {id} references account (id),
    partner_id {id} not null references partner (id),
    kind_id {id} not null references term (id),
    session_id {id} references session (id),
    role text,
    message text,
    answer_by {date},
    status {key} not null,
    secret_hash {key} unique,
    sent_at {instant},
    seen_at {instant},
    answered_at {instant},
    reason text,
    reminders integer not null,
    reminded_at {instant},
    version integer not null,
    created_at {instant} not null
);
create index solicitation_edition on solicitation (edition_id, answer_by);
create index solicitation_partner on solicitation (partner_id, answer_by)
";
