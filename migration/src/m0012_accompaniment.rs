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
create table accompaniment (
    id {id} primary key,
    member_id {id} not null references member (id),
    structure_id {id} references structure (id),
    holder text,
    search_folded text not null,
    referent_id {id} not null references account (id),
    request text not null,
    channel_id {id} references term (id),
    received_on {date} not null,
    stage {key} not null,
    stage_entered_on {date} not null,
    stage_due_on {date},
    orientation text,
    diagnosis text,
    diagnosis_drafted_on {date},
    diagnosis_validated_on {date},
    diagnosis_validated_by text,
    plan text,
    opinion {key},
    opinion_text text,
    exit_id {id} references term (id),
    exit_reason text,
    version integer not null,
    created_by {id} references account (id),
    created_at {instant} not null,
    updated_at {instant} not null
);
create index accompaniment_page on accompaniment (member_id, received_on desc, id desc);
create index accompaniment_board on accompaniment (member_id, stage);
create index accompaniment_referent on accompaniment (referent_id);
create index accompaniment_structure on accompaniment (structure_id);

create table accompaniment_step (
    accompaniment_id {id} not null references accompaniment (id),
    stage {key} not null,
    entered_on {date} not null,
    due_on {date},
    primary key (accompaniment_id, stage)
);

create table accompaniment_observation (
    accompaniment_id {id} not null references accompaniment (id),
    observation_id {id} not null references observation (id),
    primary key (accompaniment_id, observation_id)
);
create index accompaniment_observation_observation on accompaniment_observation (observation_id);

create table engineering_mission (
    id {id} primary key,
    accompaniment_id {id} not null references accompaniment (id),
    kind {key} not null,
    provider text not null,
    aim text,
    days double precision,
    cost_cents bigint,
    funder_id {id} references term (id),
    starts_on {date},
    ends_on {date},
    version integer not null,
    created_at {instant} not null
);
create index engineering_mission_page on engineering_mission (accompaniment_id, created_at, id);

create table accompaniment_follow_up (
    id {id} primary key,
    accompaniment_id {id} not null references accompaniment (id),
    held_on {date} not null,
    note text not null,
    next_due_on {date},
    version integer not null,
    created_at {instant} not null
);
create index accompaniment_follow_up_page on accompaniment_follow_up (accompaniment_id, held_on desc, id desc);

create table accompaniment_hand_over (
    id {id} primary key,
    accompaniment_id {id} not null references accompaniment (id),
    from_id {id} not null references account (id),
    to_id {id} not null references account (id),
    handed_on {date} not null,
    note text,
    version integer not null,
    created_at {instant} not null
);
create index accompaniment_hand_over_page on accompaniment_hand_over (accompaniment_id, handed_on desc, id desc)
";
