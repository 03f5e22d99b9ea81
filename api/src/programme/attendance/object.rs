use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::attendance;

use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::id_text;
use crate::programme::participant::{Enrolling, Enrolment, with_participants};
use crate::programme::record::record;
use crate::programme::session::Session;

/// Whether a participant was at a session.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::Presence")]
pub enum Presence {
    /// Was there.
    Present,
    /// Was not, and said why.
    Excused,
    /// Was not.
    Absent,
}

/// That somebody was at a session, or was not.
#[derive(Clone, Debug)]
pub struct Attendance(pub Arc<attendance::Model>);

record! {
    attendance::Model, AttendanceId, Attendance in "attendance" of Enrolling by edition_id,
    below session_id: SessionId, seen with_participants, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// That somebody was at a session, or was not; for the team of the edition.
#[Object]
impl Attendance {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The session.
    async fn session(&self, ctx: &Context<'_>) -> Result<Option<Session>> {
        Request::load(ctx, self.0.session_id).await
    }

    /// Who, as enrolled in the edition.
    async fn enrolment(&self, ctx: &Context<'_>) -> Result<Option<Enrolment>> {
        Request::load(ctx, self.0.enrolment_id).await
    }

    /// Whether they were there.
    async fn presence(&self) -> Presence {
        self.0.presence.into()
    }

    /// How long, in hours.
    async fn hours(&self) -> Option<f64> {
        self.0.hours
    }

    /// The reference of the signed sheet.
    async fn sheet(&self) -> Option<&str> {
        self.0.sheet.as_deref()
    }

    /// Number of its present version.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
