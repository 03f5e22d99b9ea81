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
create table territory (
    id {id} primary key,
    kind {key} not null,
    code {key} not null,
    vintage integer not null,
    name text not null,
    name_folded text not null,
    sort_key {key} not null,
    population bigint,
    postal_codes text not null default '',
    epci_id {id} references territory (id),
    department_id {id} references territory (id),
    region_id {id} references territory (id),
    country_id {id} references territory (id),
    created_by {id} references member (id),
    version integer not null default 1,
    registered boolean not null default false,
    unique (kind, code, vintage)
);
create index territory_page on territory (sort_key, id);
create index territory_kind_page on territory (kind, sort_key, id);
create index territory_folded on territory (name_folded);

create table territory_closure (
    ancestor_id {id} not null references territory (id),
    descendant_id {id} not null references territory (id),
    primary key (ancestor_id, descendant_id)
);
create index territory_closure_up on territory_closure (descendant_id, ancestor_id);

create table territory_part (
    perimeter_id {id} not null references territory (id),
    territory_id {id} not null references territory (id),
    primary key (perimeter_id, territory_id)
);

create table territory_alias (
    kind {key} not null,
    code {key} not null,
    vintage integer not null,
    reason {key} not null,
    name text not null,
    name_folded text not null,
    territory_id {id} not null references territory (id),
    primary key (kind, code, vintage, territory_id)
);
create index territory_alias_folded on territory_alias (name_folded);
create index territory_alias_target on territory_alias (territory_id, code);

create table vocabulary (
    id {id} primary key,
    scheme {key} not null,
    version {key} not null,
    title_fr text not null,
    title_en text not null,
    uri text,
    source text not null,
    licence text not null,
    valid_from {date},
    extensible boolean not null,
    unique (scheme, version)
);

create table term (
    id {id} primary key,
    vocabulary_id {id} not null references vocabulary (id),
    scheme {key} not null,
    code {key} not null,
    label_fr text not null,
    label_en text not null,
    label_folded text not null,
    sort_key {key} not null,
    broader_id {id} references term (id),
    valid_from {date},
    valid_to {date},
    replaced_by_id {id} references term (id),
    notes text,
    created_by {id} references member (id),
    version integer not null default 1,
    unique (vocabulary_id, code)
);
create index term_scheme_page on term (scheme, sort_key, id);
create index term_broader on term (broader_id);

create table term_match (
    term_id {id} not null references term (id),
    target_id {id} not null references term (id),
    kind {key} not null,
    primary key (term_id, target_id)
)
";
