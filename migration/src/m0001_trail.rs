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
create table audit_entry (
    id {id} primary key,
    at {instant} not null,
    actor_kind {key} not null,
    account_id {id},
    api_key_id {id},
    member_id {id},
    action {key} not null,
    object_type {key} not null,
    object_id {id} not null,
    detail {json} not null,
    request_id text not null
);
create index audit_entry_object on audit_entry (object_type, object_id, at);
create index audit_entry_member on audit_entry (member_id, at);

create table audit_seal (
    position {position},
    entry_id {id} not null unique references audit_entry (id),
    previous {key} not null unique,
    hash {key} not null unique,
    sealed_at {instant} not null
);

create table change_event (
    position {position},
    xid {xid},
    at {instant} not null,
    kind {key} not null,
    object_type {key} not null,
    object_id {id} not null,
    member_id {id},
    audience {key} not null,
    other_id {id}
);
create index change_event_object on change_event (object_type, object_id);

create table field_change (
    id {id} primary key,
    entry_id {id} not null references audit_entry (id),
    object_type {key} not null,
    object_id {id} not null,
    field {key} not null,
    before {json},
    after {json},
    at {instant} not null,
    account_id {id},
    member_id {id}
);
create index field_change_object on field_change (object_type, object_id, at desc, id desc)
";
