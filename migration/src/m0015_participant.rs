use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::apply(manager, TABLES).await
    }
}

// What is personal stands in `participant` alone, save the reason of an enrolment; an erased participant keeps its row,
// emptied, so that places and hours stay counted.
const TABLES: &str = r"
create table participant (
    id {id} primary key,
    member_id {id} not null references member (id),
    kind {key} not null,
    name text,
    name_folded text,
    email text,
    phone text,
    project text,
    structure_id {id} references structure (id),
    structure_consent_on {date},
    erased_at {instant},
    version integer not null,
    created_at {instant} not null,
    check (structure_id is null or structure_consent_on is not null)
);
create index participant_page on participant (created_at, id);
create index participant_member on participant (member_id, created_at, id);

create table enrolment (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    participant_id {id} not null references participant (id),
    status {key} not null,
    turn integer not null,
    reason text,
    applied_on {date} not null,
    decided_at {instant},
    version integer not null,
    created_at {instant} not null,
    unique (edition_id, participant_id)
);
create index enrolment_page on enrolment (edition_id, turn, id);
create index enrolment_status on enrolment (edition_id, status);
create index enrolment_participant on enrolment (participant_id);

create table attendance (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    session_id {id} not null references session (id),
    enrolment_id {id} not null references enrolment (id),
    presence {key} not null,
    hours double precision,
    sheet text,
    version integer not null,
    created_at {instant} not null,
    unique (session_id, enrolment_id)
);
create index attendance_page on attendance (session_id, created_at, id);
create index attendance_edition on attendance (edition_id, presence);
create index attendance_enrolment on attendance (enrolment_id, created_at, id)
";
