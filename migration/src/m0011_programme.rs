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
create table programme (
    id {id} primary key,
    member_id {id} not null references member (id),
    title text not null,
    title_folded text not null,
    sort_key {key} not null,
    summary text,
    visibility {key} not null,
    version integer not null,
    created_by {id} references account (id),
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant}
);
create index programme_page on programme (sort_key, id);
create index programme_updated_page on programme (updated_at, id);
create index programme_member on programme (member_id, sort_key, id);

create table programme_lead (
    programme_id {id} not null references programme (id),
    member_id {id} not null references member (id),
    status {key} not null,
    since {instant} not null,
    primary key (programme_id, member_id)
);
create index programme_lead_member on programme_lead (member_id, programme_id, status);

create table programme_term (
    programme_id {id} not null references programme (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (programme_id, term_id)
);
create index programme_term_term on programme_term (term_id, programme_id);

create table programme_zone (
    programme_id {id} not null references programme (id),
    territory_id {id} not null references territory (id),
    primary key (programme_id, territory_id)
);
create index programme_zone_territory on programme_zone (territory_id, programme_id);

create table programme_proposal (
    id {id} primary key,
    programme_id {id} not null references programme (id),
    member_id {id} not null references member (id),
    account_id {id} references account (id),
    changes {json} not null,
    comment text not null,
    base_version integer not null,
    status {key} not null,
    answer text,
    answered_by {id} references member (id),
    answered_at {instant},
    version integer not null,
    created_at {instant} not null
);
create index programme_proposal_page on programme_proposal (programme_id, created_at desc, id desc);

create table programme_template (
    id {id} primary key,
    member_id {id} references member (id),
    code {key} unique,
    title text not null,
    sort_key {key} not null,
    summary text,
    blueprint {json} not null,
    version integer not null,
    created_at {instant} not null,
    deleted_at {instant}
);
create index programme_template_page on programme_template (sort_key, id);

create table edition (
    id {id} primary key,
    programme_id {id} not null references programme (id),
    number integer not null,
    title text,
    territory_id {id} not null references territory (id),
    starts_on {date} not null,
    ends_on {date} not null,
    capacity integer,
    status {key} not null,
    status_reason text,
    referent_id {id} references account (id),
    from_edition_id {id} references edition (id),
    from_template_id {id} references programme_template (id),
    questionnaires {json} not null,
    opened_at {instant},
    closed_at {instant},
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null,
    unique (programme_id, number)
);
create index edition_page on edition (starts_on desc, id desc);
create index edition_territory_page on edition (territory_id, starts_on desc, id desc);
create index edition_from on edition (from_edition_id);

create table edition_referent (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    account_id {id} not null references account (id),
    since {date} not null,
    note text,
    version integer not null,
    created_at {instant} not null
);
create index edition_referent_page on edition_referent (edition_id, created_at desc, id desc);

create table objective (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    rank integer not null,
    statement text not null,
    accompanists_agreed_on {date},
    accompanists_agreed_by text,
    accompanied_agreed_on {date},
    accompanied_agreed_by text,
    version integer not null,
    created_at {instant} not null
);
create index objective_page on objective (edition_id, rank, id);

create table objective_observation (
    objective_id {id} not null references objective (id) on delete cascade,
    observation_id {id} not null references observation (id),
    primary key (objective_id, observation_id)
);
create index objective_observation_back on objective_observation (observation_id, objective_id);

create table indicator (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    objective_id {id} not null references objective (id) on delete cascade,
    rank integer not null,
    title text not null,
    unit text not null,
    baseline double precision,
    target double precision,
    actual double precision,
    version integer not null,
    created_at {instant} not null
);
create index indicator_page on indicator (objective_id, rank, id);
create index indicator_edition on indicator (edition_id);

create table phase (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    rank integer not null,
    kind_id {id} not null references term (id),
    title text not null,
    aim text,
    modality_id {id} references term (id),
    tools text,
    starts_on {date},
    ends_on {date},
    version integer not null,
    created_at {instant} not null
);
create index phase_page on phase (edition_id, rank, id);

create table phase_dependency (
    phase_id {id} not null references phase (id) on delete cascade,
    depends_on_id {id} not null references phase (id) on delete cascade,
    primary key (phase_id, depends_on_id)
);
create index phase_dependency_back on phase_dependency (depends_on_id);

create table session_series (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    rule text not null,
    time_zone {key} not null,
    starts_at {instant} not null,
    ends_at {instant} not null,
    created_at {instant} not null
);

create table session (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    phase_id {id} references phase (id),
    series_id {id} references session_series (id),
    series_start {instant},
    title text not null,
    starts_at {instant} not null,
    ends_at {instant} not null,
    time_zone {key} not null,
    territory_id {id} references territory (id),
    place text,
    link text,
    modality_id {id} references term (id),
    capacity integer,
    sequence integer not null,
    cancelled_at {instant},
    cancel_reason text,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null
);
create index session_page on session (edition_id, starts_at, id);
create index session_phase on session (phase_id);
create index session_time on session (starts_at, ends_at)
";
