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
create table import_run (
    id {id} primary key,
    member_id {id} references member (id),
    account_id {id} references account (id),
    kind {key} not null,
    file_name text not null,
    file_hash {key} not null,
    mapping_hash {key} not null,
    last_row bigint not null,
    counters {json} not null,
    started_at {instant} not null,
    updated_at {instant} not null,
    finished_at {instant}
);
create index import_run_resume on import_run (file_hash, mapping_hash, member_id);
create index import_run_page on import_run (member_id, started_at desc, id desc)
";
