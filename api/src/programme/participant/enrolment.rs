use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::{attendance, enrolment};

use super::hold::Enrolling;
use super::loader::PositionOf;
use super::object::Participant;
use super::store::with_participants;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Connection, Date, PageArguments, id_text};
use crate::programme::attendance::Attendance;
use crate::programme::edition::Edition;
use crate::programme::record::{self, record};

/// How far a participant came in an edition.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::EnrolmentStatus")]
pub enum EnrolmentStatus {
    /// Asks to take part.
    Applied,
    /// Accepted, and waits for a place.
    Waitlisted,
    /// Has a place.
    Enrolled,
    /// Takes part.
    Active,
    /// Took part to the end.
    Completed,
    /// Was not accepted.
    Refused,
    /// Left, with a reason.
    Withdrew,
}

/// That somebody takes part in an edition, or wishes to.
#[derive(Clone, Debug)]
pub struct Enrolment(pub Arc<enrolment::Model>);

record! {
    enrolment::Model, EnrolmentId, Enrolment in "enrolment" of Enrolling by edition_id,
    below edition_id: EditionId, seen with_participants, for Private,
    Ascending ["x.turn" = |row| KeyPart::Integer(row.turn.into())]
}

/// That somebody takes part in an edition, or wishes to; for its team.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Enrolment {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Who.
    async fn participant(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        Request::load(ctx, self.0.participant_id).await
    }

    /// How far it came.
    async fn status(&self) -> EnrolmentStatus {
        self.0.status.into()
    }

    /// Its place on the waiting list: 1 gets the next place; null for who does not wait. Who applied first waits least.
    async fn position(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        if self.0.status != entity::EnrolmentStatus::Waitlisted {
            return Ok(None);
        }
        Request::load(ctx, PositionOf(self.0.id, self.0.version)).await
    }

    /// Why it was refused, or left.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The day it asked to take part.
    async fn applied_on(&self) -> Date {
        self.0.applied_on.into()
    }

    /// When it was accepted, put on the waiting list, given a place, refused, or left; null while nothing was decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// At which sessions it was, as noted.
    async fn attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Attendance>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<attendance::Model>(ctx, ("enrolment_id", self.0.id.0), page).await
    }

    /// Number of its present version: pass it as `expectedVersion` to take it further.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
