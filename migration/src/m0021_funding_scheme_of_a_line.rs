use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::apply(manager, COLUMN).await
    }
}

const COLUMN: &str = r"
alter table funding_line add column scheme_id {id} references funding_scheme (id);
create index funding_line_scheme on funding_line (scheme_id, rank, id)
";
