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
create table observation_source (
    id {id} primary key,
    member_id {id} not null references member (id),
    kind_id {id} not null references term (id),
    title text not null,
    dated_on {date},
    version integer not null,
    created_at {instant} not null
);
create index observation_source_page on observation_source (member_id, created_at desc, id desc);

create table authorisation (
    id {id} primary key,
    member_id {id} not null references member (id),
    basis_id {id} not null references term (id),
    structure_id {id} references structure (id),
    granted_by text not null,
    granted_on {date} not null,
    level {key} not null,
    source text,
    licence_id {id} references term (id),
    version integer not null,
    created_at {instant} not null,
    withdrawn_at {instant},
    withdrawal_reason text
);
create index authorisation_page on authorisation (member_id, created_at desc, id desc);

create table observation (
    id {id} primary key,
    member_id {id} not null references member (id),
    statement text not null,
    statement_folded text not null,
    method_id {id} not null references term (id),
    formulation_id {id} not null references term (id),
    main_theme_id {id} not null references term (id),
    main_sector_id {id} references term (id),
    territory_id {id} not null references territory (id),
    shared_territory_id {id} not null references territory (id),
    organisation_kind_id {id} references term (id),
    career_stage_id {id} references term (id),
    observed_on {date} not null,
    month integer not null,
    intensity integer not null,
    people_concerned integer,
    organisations_concerned integer,
    structure_id {id} references structure (id),
    identifiable boolean not null,
    sensitive boolean not null,
    derived boolean not null,
    source_id {id} references observation_source (id),
    authorisation_id {id} references authorisation (id),
    authorised boolean not null,
    visibility {key} not null,
    cut_visibility {key} not null,
    status {key} not null,
    status_reason text,
    version integer not null,
    created_by {id} references account (id),
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant}
);
create index observation_page on observation (observed_on desc, id desc);
create index observation_theme_page on observation (main_sector_id, main_theme_id, observed_on desc, id desc);
create index observation_only_theme_page on observation (main_theme_id, observed_on desc, id desc);
create index observation_member_page on observation (member_id, observed_on desc, id desc);
create index observation_updated_page on observation (updated_at desc, id desc);
create index observation_structure on observation (structure_id);
create index observation_authorisation on observation (authorisation_id);
create index observation_source_link on observation (source_id);
create index observation_territory on observation (shared_territory_id);
create index observation_figures on observation (month, main_theme_id, shared_territory_id, main_sector_id, visibility, cut_visibility, status, intensity, people_concerned, structure_id, member_id, deleted_at);

create table observation_term (
    observation_id {id} not null references observation (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (observation_id, term_id)
);
create index observation_term_term on observation_term (term_id, observation_id);

create table verbatim (
    id {id} primary key,
    observation_id {id} not null references observation (id),
    text text not null,
    speaker text,
    shareable boolean not null,
    created_at {instant} not null
);
create index verbatim_observation on verbatim (observation_id);

create table coverage (
    id {id} primary key,
    member_id {id} not null references member (id),
    territory_id {id} not null references territory (id),
    first_month integer not null,
    last_month integer,
    version integer not null,
    created_at {instant} not null
);
create index coverage_territory on coverage (territory_id);
create index coverage_member on coverage (member_id)
";
