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
create table adaptation (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} references account (id),
    reason text not null,
    moves {json} not null,
    version integer not null,
    created_at {instant} not null
);
create index adaptation_page on adaptation (edition_id, created_at desc, id desc);

create table task (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    title text not null,
    note text,
    assignee_id {id} references account (id),
    due_on {date},
    done_at {instant},
    done_by {id} references account (id),
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null
);
create index task_page on task (edition_id, created_at, id);
create index task_assignee on task (assignee_id, due_on);

create table journal_entry (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} references account (id),
    noted_on {date} not null,
    text text not null,
    version integer not null,
    created_at {instant} not null
);
create index journal_entry_page on journal_entry (edition_id, created_at desc, id desc);

create table incident (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} references account (id),
    happened_on {date} not null,
    severity {key} not null,
    description text not null,
    decision text,
    follow_up text,
    resolved_at {instant},
    version integer not null,
    created_at {instant} not null
);
create index incident_page on incident (edition_id, created_at desc, id desc);

create table announcement (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} references account (id),
    audience {key} not null,
    title text not null,
    text text not null,
    version integer not null,
    created_at {instant} not null
);
create index announcement_page on announcement (edition_id, created_at desc, id desc);

create table announcement_read (
    announcement_id {id} not null references announcement (id),
    account_id {id} not null references account (id),
    read_at {instant} not null,
    primary key (announcement_id, account_id)
);

create table document (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} references account (id),
    title text not null,
    kind text not null,
    url text not null,
    confidentiality {key} not null,
    version integer not null,
    created_at {instant} not null
);
create index document_page on document (edition_id, created_at desc, id desc);

create table calendar_feed (
    id {id} primary key,
    account_id {id} not null references account (id),
    membership_id {id} not null references membership (id),
    edition_id {id} references edition (id),
    secret_hash {key} not null unique,
    created_at {instant} not null,
    revoked_at {instant}
);
create index calendar_feed_page on calendar_feed (account_id, created_at desc, id desc)
";
