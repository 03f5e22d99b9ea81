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
create table policy_framework (
    id {id} primary key,
    member_id {id} not null references member (id),
    kind_id {id} not null references term (id),
    title text not null,
    title_folded text not null,
    territory_id {id} not null references territory (id),
    starts_on {date} not null,
    ends_on {date},
    signatories text,
    url text,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null
);
create index policy_framework_page on policy_framework (starts_on desc, id desc);
create index policy_framework_territory on policy_framework (territory_id);

create table policy_framework_term (
    policy_framework_id {id} not null references policy_framework (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (policy_framework_id, term_id)
);
create index policy_framework_term_term on policy_framework_term (term_id, policy_framework_id);

create table funding_scheme (
    id {id} primary key,
    member_id {id} not null references member (id),
    title text not null,
    sort_key {key} not null,
    search_folded text not null,
    url text,
    funders {json} not null,
    level {key},
    description text,
    recurrence {key} not null,
    call_for_projects boolean not null,
    opens_on {date},
    deadline {date},
    deadline_order {date} not null,
    max_rate double precision,
    min_amount bigint,
    max_amount bigint,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant}
);
create index funding_scheme_page on funding_scheme (sort_key, id);
create index funding_scheme_deadline_page on funding_scheme (deadline_order, id);

create table funding_scheme_term (
    funding_scheme_id {id} not null references funding_scheme (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (funding_scheme_id, term_id)
);
create index funding_scheme_term_term on funding_scheme_term (term_id, funding_scheme_id);

create table funding_scheme_zone (
    funding_scheme_id {id} not null references funding_scheme (id),
    territory_id {id} not null references territory (id),
    primary key (funding_scheme_id, territory_id)
);
create index funding_scheme_zone_territory on funding_scheme_zone (territory_id, funding_scheme_id)
";
