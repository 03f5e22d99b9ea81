use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::{enrolment, participant};

use super::enrolment::Enrolment;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Connection, Date, Node, PageArguments, id_text};
use crate::network::member::Member;
use crate::programme::record;

/// Who takes part.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::ParticipantKind")]
pub enum ParticipantKind {
    /// One person.
    Person,
    /// Several together: a company, a team, a collective.
    Collective,
}

/// Who takes part in editions.
#[derive(Clone, Debug)]
pub struct Participant(pub Arc<participant::Model>);

impl Participant {
    /// Wraps a row.
    pub fn new(row: participant::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for Participant {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// Who takes part in editions: read by the member structure that entered it and by those that lead an edition it is
/// enrolled in.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Participant {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// One person, or several together.
    async fn kind(&self) -> ParticipantKind {
        self.0.kind.into()
    }

    /// Its name; null once it was erased.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Where to write to.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Where to call.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_deref()
    }

    /// What it works on.
    async fn project(&self) -> Option<&str> {
        self.0.project.as_deref()
    }

    /// The structure of the directory that it is, or works for; told with its consent.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.structure_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The day it consented to be tied to that structure.
    async fn structure_consent_on(&self) -> Option<Date> {
        self.0.structure_consent_on.map(Into::into)
    }

    /// The member structure that entered it.
    async fn contributor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// Where it takes or took part, as far as the reader leads those editions, the first of each list first.
    async fn enrolments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Enrolment>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<enrolment::Model>(ctx, ("participant_id", self.0.id.0), page).await
    }

    /// When what is personal of it was erased; null while it stands.
    async fn erased_at(&self) -> Option<DateTime<Utc>> {
        self.0.erased_at
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
