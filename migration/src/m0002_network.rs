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
create table member (
    id {id} primary key,
    name text not null,
    name_folded text not null,
    sort_key {key} not null,
    demonstration boolean not null,
    version integer not null,
    created_at {instant} not null,
    left_at {instant}
);
create index member_page on member (sort_key, id);

create table account (
    id {id} primary key,
    email text not null,
    email_folded {key} not null unique,
    name text not null,
    password_hash text,
    language {key} not null,
    version integer not null,
    created_at {instant} not null,
    disabled_at {instant}
);

create table membership (
    id {id} primary key,
    account_id {id} not null references account (id),
    member_id {id} references member (id),
    role {key} not null,
    created_at {instant} not null,
    ended_at {instant}
);
create index membership_account on membership (account_id);
create index membership_member on membership (member_id);

create table refresh_token (
    id {id} primary key,
    family_id {id} not null,
    membership_id {id} not null references membership (id),
    hash {key} not null unique,
    created_at {instant} not null,
    expires_at {instant} not null,
    used_at {instant},
    revoked_at {instant}
);
create index refresh_token_family on refresh_token (family_id);
create index refresh_token_membership on refresh_token (membership_id);

create table api_key (
    id {id} primary key,
    public_id {key} not null unique,
    name text not null,
    membership_id {id} not null references membership (id),
    member_id {id} references member (id),
    scopes {json} not null,
    secret_hash {key} not null,
    created_at {instant} not null,
    expires_at {instant} not null,
    last_used_at {instant},
    revoked_at {instant}
);
create index api_key_member on api_key (member_id, created_at desc, id desc);
create index api_key_membership on api_key (membership_id);

create table invitation (
    id {id} primary key,
    email text not null,
    member_id {id} references member (id),
    role {key} not null,
    hash {key} not null unique,
    invited_by {id} not null references account (id),
    created_at {instant} not null,
    expires_at {instant} not null,
    accepted_at {instant},
    revoked_at {instant}
);
create index invitation_member on invitation (member_id, created_at desc, id desc);

create table charter (
    id {id} primary key,
    version integer not null unique,
    text_fr text not null,
    text_en text not null,
    published_at {instant} not null
);

create table charter_acceptance (
    member_id {id} not null references member (id),
    charter_id {id} not null references charter (id),
    account_id {id} not null references account (id),
    accepted_at {instant} not null,
    primary key (member_id, charter_id)
);

create table network_setting (
    name {key} primary key,
    value {json} not null,
    version integer not null,
    updated_at {instant} not null
)
";
