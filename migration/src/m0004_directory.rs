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
create table structure (
    id {id} primary key,
    name text not null,
    sort_key {key} not null,
    other_names {json} not null,
    search_folded text not null,
    description text,
    web {json} not null,
    legal_form_id {id} references term (id),
    ess_status_id {id} references term (id),
    main_sector_id {id} references term (id),
    main_function_id {id} references term (id),
    organisation_kind_id {id} references term (id),
    career_stage_id {id} references term (id),
    staff_bracket_id {id} references term (id),
    budget_bracket_id {id} references term (id),
    creation_year integer,
    territory_id {id} references territory (id),
    shared_territory_id {id} references territory (id),
    member_id {id} references member (id),
    contributed_by {id} references member (id),
    restricted boolean not null,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant},
    merged_into {id} references structure (id)
);
create index structure_page on structure (sort_key, id);
create index structure_updated_page on structure (updated_at, id);
create index structure_created_page on structure (created_at, id);
create index structure_territory on structure (shared_territory_id, territory_id);
create index structure_member on structure (member_id);
create index structure_sector_page on structure (main_sector_id, sort_key, id);

create table structure_identifier (
    id {id} primary key,
    structure_id {id} not null references structure (id),
    scheme {key} not null,
    value {key} not null,
    source text not null,
    valid_from {date},
    valid_to {date},
    check_result {key} not null,
    created_at {instant} not null
);
create index structure_identifier_value on structure_identifier (value, scheme);
create index structure_identifier_structure on structure_identifier (structure_id);

create table structure_term (
    structure_id {id} not null references structure (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (structure_id, term_id)
);
create index structure_term_term on structure_term (term_id, structure_id);

create table structure_zone (
    structure_id {id} not null references structure (id),
    territory_id {id} not null references territory (id),
    primary key (structure_id, territory_id)
);
create index structure_zone_territory on structure_zone (territory_id, structure_id);

create table external_reference (
    object_type {key} not null,
    system {key} not null,
    value {key} not null,
    object_id {id} not null,
    created_at {instant} not null,
    primary key (object_type, system, value)
);
create index external_reference_object on external_reference (object_id)
";
