use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::apply(manager, TABLES).await
    }
}

// The cuts that exist were shown with what is set now.
const TABLES: &str = r"
alter table cut add column thresholds {json};
update cut set thresholds = (select value from network_setting where name = 'disclosure')
";
