use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{EnrolmentId, SessionId, Visibility, attendance, enrolment, session};

use super::object::{Attendance, Presence};
use super::{rules, store};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, UserErrors, check, id_text, payload};
use crate::observation::input::id;
use crate::programme::participant::{self, Enrolling};
use crate::programme::record::{self, held};
use crate::trail::{Act, Change, Written};

/// What is noted of one participant of a session.
#[derive(InputObject)]
pub struct AttendanceEntryInput {
    /// Who, as enrolled in the edition of the session.
    enrolment: ID,
    /// Whether they were there.
    presence: Presence,
    /// How long, in hours: from 0 to 24.
    hours: Option<f64>,
    /// The reference of the signed sheet (at most 200 characters).
    sheet: Option<String>,
}

/// Who was at a session.
#[derive(InputObject)]
pub struct RecordAttendanceInput {
    /// The session.
    session: ID,
    /// What is noted of each participant (1 to 200); what was noted before of the same is replaced, the rest stays.
    entries: Vec<AttendanceEntryInput>,
}

payload! {
    /// What was noted.
    RecordAttendancePayload {
        /// What is noted now of those named.
        attendance: Vec<Attendance>
    }
}

/// Noting who was there.
#[derive(Default)]
pub struct AttendanceMutation;

#[Object]
impl AttendanceMutation {
    /// Notes who was at a session of an edition that one's own member structure leads, all at once: all or nothing.
    async fn record_attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who was there.")] input: RecordAttendanceInput,
    ) -> Result<RecordAttendancePayload> {
        RecordAttendancePayload::of(note(&Request::of_account(ctx)?, &input).await)
    }
}

async fn note(request: &Request, input: &RecordAttendanceInput) -> Outcome<Vec<Attendance>> {
    participant::rules::amount(input.entries.len(), "entries")?;
    let ids = &[id::<SessionId>(&input.session, "session")?];
    let rows = write_tx(&request.db, |tx| async move {
        let find = || record::store::find_by_ids::<session::Model>(&*tx, &request.actor, ids);
        let unknown = || check::not_found("session", &input.session);
        let edition = find().await?.pop().ok_or_else(unknown)?.edition_id;
        let enrolling = held::<Enrolling>(request, &tx, ("session", &id_text(edition))).await?;
        let session = find().await?.pop().ok_or_else(unknown)?;
        rules::noted(&enrolling.0.edition, &session)?;
        let rows = read(request, &tx, &session, &input.entries).await?;
        store::note(&tx, &rows).await?;
        written(request, &tx, (&enrolling, &session), &rows).await
    })
    .await?;
    Ok((rows.into_iter().map(|row| Attendance(Arc::new(row))).collect(), Vec::new()))
}

/// What is said, of participants of the session's edition, each once.
async fn read(
    request: &Request,
    tx: &Tx,
    session: &session::Model,
    entries: &[AttendanceEntryInput],
) -> Result<Vec<attendance::Model>, Refusal> {
    let mut errors = UserErrors::default();
    let named: Vec<Option<EnrolmentId>> = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| errors.check(id(&entry.enrolment, &format!("entries.{index}.enrolment"))))
        .collect();
    let ids: Vec<EnrolmentId> = named.iter().copied().flatten().collect();
    let mut known: HashMap<EnrolmentId, Option<enrolment::Model>> =
        participant::of_edition(tx, session.edition_id, &ids)
            .await?
            .into_iter()
            .map(|row| (row.id, Some(row)))
            .collect();
    let mut rows = Vec::new();
    for (index, (entry, id)) in entries.iter().zip(named).enumerate() {
        let (Some(id), field) = (id, format!("entries.{index}")) else { continue };
        let enrolment = once(&mut known, id, &entry.enrolment, &field);
        let row = enrolment
            .and_then(|enrolment| rules::entry(&enrolment, row(request, session, (id, entry)), &field));
        rows.extend(errors.check(row));
    }
    errors.finish_with(Some(rows))
}

/// Takes an enrolment the first time it is named.
fn once(
    known: &mut HashMap<EnrolmentId, Option<enrolment::Model>>,
    id: EnrolmentId,
    text: &ID,
    field: &str,
) -> Result<enrolment::Model, UserError> {
    let field = format!("{field}.enrolment");
    let found = known.get_mut(&id).ok_or_else(|| check::not_found(&field, text))?;
    found.take().ok_or_else(|| UserError::new(UserErrorCode::AlreadyExists, &field).with("value", &**text))
}

fn row(
    request: &Request,
    session: &session::Model,
    (enrolment, entry): (EnrolmentId, &AttendanceEntryInput),
) -> attendance::Model {
    attendance::Model {
        id: request.world.id(),
        edition_id: session.edition_id,
        session_id: session.id,
        enrolment_id: enrolment,
        presence: entry.presence.into(),
        hours: entry.hours,
        sheet: entry.sheet.clone(),
        version: 1,
        created_at: request.now,
    }
}

/// Reads what is noted now of those named, and leaves its trail.
async fn written(
    request: &Request,
    tx: &Tx,
    (enrolling, session): (&Enrolling, &session::Model),
    noted: &[attendance::Model],
) -> Result<Vec<attendance::Model>, Refusal> {
    let all = record::store::all::<attendance::Model>(&**tx, session.id).await?;
    let named = |row: &attendance::Model| noted.iter().any(|one| one.enrolment_id == row.enrolment_id);
    let rows: Vec<attendance::Model> = all.into_iter().filter(named).collect();
    let act = |row: &attendance::Model| {
        let change = if row.version == 1 { Change::Created } else { Change::Updated };
        let written = Written::new(row.id, change, Visibility::Private, Some(enrolling.0.lead()));
        Act::new("recordAttendance", written)
    };
    request.stamp().leave_many(tx, &rows.iter().map(act).collect::<Vec<_>>()).await?;
    Ok(rows)
}
