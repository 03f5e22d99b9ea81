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
create table joined_edition (
    id {id} primary key,
    accompaniment_id {id} not null references accompaniment (id),
    edition_id {id} not null references edition (id),
    joined_on {date} not null,
    aim text,
    version integer not null,
    created_at {instant} not null,
    unique (accompaniment_id, edition_id)
);
create index joined_edition_page on joined_edition (accompaniment_id, joined_on, id);
create index joined_edition_edition on joined_edition (edition_id, joined_on, id)
";
