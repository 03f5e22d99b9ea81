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
create table budget_line (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    rank integer not null,
    kind {key} not null,
    account {key} not null,
    label text not null,
    quantity double precision not null,
    unit text not null,
    unit_cost bigint not null,
    with_vat boolean not null,
    actual bigint,
    version integer not null,
    created_at {instant} not null
);
create index budget_line_page on budget_line (edition_id, rank, id);

create table edition_partner (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    partner_id {id} not null references partner (id),
    kind_id {id} not null references term (id),
    days double precision,
    version integer not null,
    created_at {instant} not null,
    unique (edition_id, partner_id)
);
create index edition_partner_page on edition_partner (edition_id, created_at, id);
create index edition_partner_partner on edition_partner (partner_id, edition_id);

create table session_speaker (
    session_id {id} not null references session (id),
    partner_id {id} not null references partner (id),
    primary key (session_id, partner_id)
);
create index session_speaker_partner on session_speaker (partner_id, session_id);

create table funding_line (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    rank integer not null,
    label text not null,
    funder_id {id} references term (id),
    partner_id {id} references partner (id),
    amount bigint not null,
    status {key} not null,
    asked_on {date},
    deadline {date},
    decided_on {date},
    version integer not null,
    created_at {instant} not null
);
create index funding_line_page on funding_line (edition_id, rank, id);

create table resource (
    id {id} primary key,
    member_id {id} not null references member (id),
    kind {key} not null,
    name text not null,
    sort_key {key} not null,
    capacity integer,
    version integer not null,
    created_at {instant} not null
);
create index resource_page on resource (member_id, sort_key, id);

create table session_resource (
    session_id {id} not null references session (id),
    resource_id {id} not null references resource (id),
    primary key (session_id, resource_id)
);
create index session_resource_resource on session_resource (resource_id, session_id)
";
