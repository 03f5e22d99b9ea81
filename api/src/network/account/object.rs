use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::{account, membership};

use super::super::member::Member;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Language, Node, id_text};

/// What an account may do, for a member structure or for the network.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::Role")]
pub enum Role {
    /// External partner: reads the directory and what is sent to it.
    Partner,
    /// Reads what the network shares, across territories.
    Analyst,
    /// Works for a member structure: reads and writes its records.
    Advisor,
    /// Runs a member structure's part of the network: its people, its keys, what it shares.
    Coordinator,
    /// Runs the network; reads no member's private records.
    Administrator,
}

/// What an API key may be used for, within the role of its membership.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "crate::access::Scope")]
pub enum Scope {
    /// Read the directory of structures beyond what is public (`directory:read`).
    DirectoryRead,
    /// Create and change structures (`directory:write`).
    DirectoryWrite,
    /// Read observations beyond what is public (`observations:read`).
    ObservationsRead,
    /// Record and change observations (`observations:write`).
    ObservationsWrite,
    /// Read programmes and accompaniments beyond what is public (`programmes:read`).
    ProgrammesRead,
    /// Design and run programmes and accompaniments (`programmes:write`).
    ProgrammesWrite,
    /// Read who takes part in the editions of one's own member structure (`participants:read`).
    ParticipantsRead,
    /// Enrol participants and note their attendance (`participants:write`).
    ParticipantsWrite,
    /// Read the figures made for members (`figures:read`).
    FiguresRead,
    /// Manage members, keys, invitations, perimeters (`network:manage`).
    NetworkManage,
}

/// A person known to the network.
#[derive(Clone, Debug)]
pub struct Account(pub Arc<account::Model>);

impl Account {
    /// Wraps a row.
    pub fn new(row: account::Model) -> Self {
        Self(Arc::new(row))
    }
}

/// A person known to the network: visible to itself and to those who manage its memberships.
#[Object]
impl Account {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// E-mail address to sign in with.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The person's name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Language for what the server writes to this person.
    async fn language(&self) -> Language {
        self.0.language.into()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// One of the roles of an account.
#[derive(Clone, Debug)]
pub struct Membership(pub Arc<membership::Model>);

impl Membership {
    /// Wraps a row.
    pub fn new(row: membership::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for Membership {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// One of the roles of an account, in a member structure or for the network.
#[Object]
impl Membership {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What the account may do under it.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// Whose it is.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        Request::load(ctx, self.0.account_id).await
    }

    /// The member structure it is in; null for a role of the network.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.member_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Since when.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it ended; null while it lasts.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
}
