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
create table agreement (
    id {id} primary key,
    programme_id {id} not null references programme (id),
    edition_id {id} references edition (id),
    consultation_id {id} references consultation (id),
    renewed_from_id {id} unique references agreement (id),
    object text not null,
    starts_on {date} not null,
    ends_on {date} not null,
    renew_by {date},
    amount bigint,
    signed_on {date},
    url text,
    version integer not null,
    created_at {instant} not null
);
create index agreement_page on agreement (programme_id, starts_on desc, id desc);
create index agreement_edition on agreement (edition_id, starts_on desc, id desc);
create index agreement_consultation on agreement (consultation_id, starts_on desc, id desc);
create index agreement_ends on agreement (ends_on, id);
create index agreement_renew on agreement (renew_by, id);

create table agreement_party (
    agreement_id {id} not null references agreement (id) on delete cascade,
    rank integer not null,
    member_id {id} references member (id),
    partner_id {id} references partner (id),
    structure_id {id} references structure (id),
    role text not null,
    primary key (agreement_id, rank)
);
create index agreement_party_member on agreement_party (member_id, agreement_id);
create index agreement_party_partner on agreement_party (partner_id, agreement_id);
create index agreement_party_structure on agreement_party (structure_id, agreement_id)
";
