use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::sql::apply(manager, TABLES).await
    }
}

// A contact that objected keeps `email_key`, a hash, and nothing else of the person.
const TABLES: &str = r"
create table partner (
    id {id} primary key,
    member_id {id} not null references member (id),
    structure_id {id} references structure (id),
    account_id {id} references account (id),
    name text,
    sort_key {key},
    name_folded text,
    description text,
    rates text,
    web {json} not null,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant}
);
create unique index partner_structure on partner (structure_id) where deleted_at is null;

create table partner_term (
    partner_id {id} not null references partner (id),
    term_id {id} not null references term (id),
    scheme {key} not null,
    primary key (partner_id, term_id)
);
create index partner_term_term on partner_term (term_id, partner_id);

create table partner_zone (
    partner_id {id} not null references partner (id),
    territory_id {id} not null references territory (id),
    primary key (partner_id, territory_id)
);
create index partner_zone_territory on partner_zone (territory_id, partner_id);

create table partner_absence (
    partner_id {id} not null references partner (id),
    starts_at {instant} not null,
    ends_at {instant} not null,
    primary key (partner_id, starts_at, ends_at)
);

create table contact (
    id {id} primary key,
    member_id {id} not null references member (id),
    structure_id {id} references structure (id),
    partner_id {id} references partner (id),
    name text,
    sort_key {key} not null,
    role text,
    email text,
    email_key {key},
    phone text,
    source text,
    legal_basis {key} not null,
    verified_on {date},
    objected_at {instant},
    objection_reason text,
    version integer not null,
    created_at {instant} not null,
    updated_at {instant} not null,
    deleted_at {instant},
    check ((structure_id is null) <> (partner_id is null))
);
create unique index contact_structure on contact (structure_id, email_key) where deleted_at is null;
create unique index contact_partner on contact (partner_id, email_key) where deleted_at is null;
create index contact_page on contact (sort_key, id);
create index contact_email on contact (email_key)
";
