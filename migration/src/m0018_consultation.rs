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
create table consultation (
    id {id} primary key,
    edition_id {id} not null references edition (id),
    title text not null,
    terms_of_reference text not null,
    url text,
    criteria text,
    offers_by {date} not null,
    ceiling bigint,
    status {key} not null,
    decided_on {date},
    reason text,
    version integer not null,
    created_at {instant} not null
);
create index consultation_page on consultation (edition_id, created_at, id);

create table invited_provider (
    id {id} primary key,
    consultation_id {id} not null references consultation (id),
    partner_id {id} not null references partner (id),
    invited_on {date} not null,
    version integer not null,
    created_at {instant} not null,
    unique (consultation_id, partner_id)
);
create index invited_provider_page on invited_provider (consultation_id, created_at, id);
create index invited_provider_partner on invited_provider (partner_id, consultation_id);

create table consultation_offer (
    id {id} primary key,
    consultation_id {id} not null,
    partner_id {id} not null,
    received_on {date} not null,
    days double precision not null,
    price bigint not null,
    with_vat boolean not null,
    method text,
    url text,
    version integer not null,
    created_at {instant} not null,
    unique (consultation_id, partner_id),
    foreign key (consultation_id, partner_id) references invited_provider (consultation_id, partner_id)
);
create index consultation_offer_page on consultation_offer (consultation_id, created_at, id);

alter table consultation add column chosen_offer_id {id} references consultation_offer (id)
";
