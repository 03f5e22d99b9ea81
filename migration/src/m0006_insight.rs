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
create table cut (
    number integer primary key,
    made_at {instant} not null,
    facts bigint not null,
    added bigint not null,
    removed bigint not null,
    software text not null
);

create table fact (
    id {position},
    observation_id {id} not null,
    visibility {key} not null,
    member_id {id} not null,
    structure_id {id},
    theme_id {id} not null,
    sector_id {id},
    territory_id {id} not null,
    organisation_kind_id {id},
    career_stage_id {id},
    method_id {id} not null,
    month integer not null,
    intensity integer not null,
    people_concerned integer,
    sensitive boolean not null,
    first_cut integer not null references cut (number),
    last_cut integer,
    withdrawn boolean not null
);
create index fact_open on fact (observation_id, last_cut);
create index fact_cut on fact (first_cut, last_cut);
create table figure_secret (
    secret {key} primary key
);
create index observation_updated on observation (updated_at, id)
";
